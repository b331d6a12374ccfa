-- Gets one address over and over.
local headers = { ["Authorization"] = os.getenv("KEY") }

function request()
  return wrk.format("GET", os.getenv("TARGET"), headers)
end
