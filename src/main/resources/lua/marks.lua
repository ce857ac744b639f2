-- Finds marks that should be gone by now.
--
-- KEYS  hashes of pending marks
-- ARGV  the least age in seconds, by this server's clock; how many to return at the most
-- Returns the fields of marks at least that old.

local now = tonumber(redis.call('TIME')[1])
local out = {}
for _, marks in ipairs(KEYS) do
  local all = redis.call('HGETALL', marks)
  for i = 1, #all, 2 do
    if now - tonumber(string.match(all[i + 1], '^%d+')) >= tonumber(ARGV[1]) then
      out[#out + 1] = all[i]
      if #out >= tonumber(ARGV[2]) then
        return out
      end
    end
  end
end
return out
