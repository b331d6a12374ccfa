-- Asks what to show to one visitor after the other.
local visitors = tonumber(os.getenv("VISITORS"))
local from = tonumber(os.getenv("FROM"))
local run = os.getenv("RUN")
local path = os.getenv("TARGET")
local headers = { ["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. os.getenv("KEY") }
local asked = 0

function request()
  asked = asked + 1
  return wrk.format("POST", path, headers, string.format('{"context":{"targetingKey":"v-%s-%d"}}', run, from + asked % visitors))
end
