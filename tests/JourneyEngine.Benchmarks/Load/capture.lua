-- Sends interactions with ids of their own, a number of them a request. 2,500 visitors at a time take turns, five
-- events each: on a busy site events that come together are of different visitors.
local batch = tonumber(os.getenv("BATCH"))
local run = os.getenv("RUN")
local path = os.getenv("TARGET")
local headers = { ["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. os.getenv("KEY") }
-- Whether half of the people have two devices, on which they are signed in.
local linked = os.getenv("LINKED") == "1"
local threads = 0

function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

local item = '{"type":"page","messageId":"%s-%d-%d","anonymousId":"v-%s-%d",%s"name":"article",'
  .. '"timestamp":"2026-11-%02dT%02d:%02d:00.000Z","context":{"page":{"path":"/articles/%d","referrer":"https://example.org/"}}}'
local sent = 0

local function next_item()
  sent = sent + 1
  local visitor = math.floor(sent / 12500) * 2500 + sent % 2500
  local user = ""
  if linked and visitor % 3 < 2 then user = string.format('"userId":"u-%s-%d",', run, math.floor(visitor / 3)) end
  return string.format(item, run, id, sent, run, visitor, user, 1 + sent % 20, sent % 24, sent % 60, sent % 40)
end

function request()
  if batch == 1 then return wrk.format("POST", path, headers, next_item()) end
  local items = {}
  for i = 1, batch do items[i] = next_item() end
  return wrk.format("POST", path, headers, '{"batch":[' .. table.concat(items, ",") .. "]}")
end
