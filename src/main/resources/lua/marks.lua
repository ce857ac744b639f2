-- Finds marks that should be gone by now.
--
-- KEYS  hashes of pending marks
-- ARGV  the least age in seconds, by this server's clock; how many to return at the most
-- Returns the fields of marks at least that old, and of those from the future: their server's clock
-- was ahead of this one's, or this one's was set back, and nobody knows how old they are. To look
-- into one too early does no harm: its operation is found committed, or goes on as a new attempt.

local AHEAD_MAX = 2
local now = tonumber(redis.call('TIME')[1])
local out = {}
for _, marks in ipairs(KEYS) do
  local all = redis.call('HGETALL', marks)
  for i = 1, #all, 2 do
    local age = now - tonumber(string.match(all[i + 1], '^%d+'))
    if age >= tonumber(ARGV[1]) or age < -AHEAD_MAX then
      out[#out + 1] = all[i]
      if #out >= tonumber(ARGV[2]) then
        return out
      end
    end
  end
end
return out
