WITH users AS MATERIALIZED (
  SELECT coalesce(TRY_CAST(EventDetails->>'$.TimestampUTC' AS TIMESTAMP), TimeStamp) AS Snapshot, EventDetails->>'$.UserName' AS UserName,
    EventDetails->>'$.UserId' AS UserId, list_sort(string_split(replace(EventDetails->>'$.GroupNames', ',', ';'), ';')) AS Groups
  FROM SecurityIoTRawEvent
  WHERE DeviceId = $device AND ends_with(lower(AssociatedResourceId), '/iothubs/' || lower($hub)) AND RawEventName = 'LocalUsers' AND NOT IsEmpty
), followed AS (
  SELECT *, lag(Groups) OVER (PARTITION BY UserName ORDER BY Snapshot) AS Previous, max(Snapshot) OVER () AS Newest,
    row_number() OVER (PARTITION BY UserName ORDER BY Snapshot DESC) AS FromLast
  FROM users
)
SELECT Snapshot, UserName, UserId, CASE WHEN Previous IS NULL THEN 'first seen' ELSE 'groups changed' END AS Change, Groups,
  list_filter(list_distinct(Groups), lambda g: NOT list_contains(coalesce(Previous, []), g)) AS Added,
  list_filter(list_distinct(coalesce(Previous, [])), lambda g: NOT list_contains(Groups, g)) AS Removed
FROM followed
WHERE Previous IS NULL OR Groups <> Previous
UNION ALL
SELECT Snapshot, UserName, UserId, 'not in newer snapshots', Groups, [], Groups
FROM followed
WHERE FromLast = 1 AND Snapshot < Newest
ORDER BY Snapshot
