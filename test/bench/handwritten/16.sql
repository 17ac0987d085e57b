WITH users AS (
  SELECT coalesce(TRY_CAST(EventDetails->>'$.TimestampUTC' AS TIMESTAMP), TimeStamp) AS Snapshot, EventDetails->>'$.UserName' AS UserName,
    EventDetails->>'$.UserId' AS UserId, string_split(replace(coalesce(EventDetails->>'$.GroupNames', ''), ',', ';'), ';') AS Groups
  FROM SecurityIoTRawEvent
  WHERE DeviceId = $device AND ends_with(lower(AssociatedResourceId), '/iothubs/' || lower($hub)) AND RawEventName = 'LocalUsers'
), members AS (
  SELECT Snapshot, UserName, UserId, max(Snapshot) OVER () AS Newest, unnest(Groups) AS Member
  FROM users
), grouped AS (
  SELECT UserName, UserId, min(Snapshot) AS FirstObserved, max(Snapshot) AS LastObserved, list(DISTINCT Member)[:100] AS Groups,
    list(DISTINCT Member) FILTER (WHERE UserId = '0' OR lower(Member) IN ('root', 'sudo', 'wheel', 'admin', 'adm', 'docker', 'lxd', 'disk',
      'shadow', 'administrators', 'remote desktop users'))[:50] AS PrivilegedGroups, max(Snapshot) = any_value(Newest) AS PresentInLatestSnapshot
  FROM members
  GROUP BY UserName, UserId
)
SELECT * FROM grouped
WHERE PrivilegedGroups IS NOT NULL
ORDER BY FirstObserved DESC
