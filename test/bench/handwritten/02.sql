SELECT EventDetails->>'$.GroupNames' AS GroupNames, EventDetails->>'$.UserName' AS UserName,
  min(TRY_CAST(EventDetails->>'$.TimestampLocal' AS TIMESTAMP)) AS FirstObserved
FROM SecurityIoTRawEvent
WHERE DeviceId = $device AND contains(lower(AssociatedResourceId), lower($hub)) AND RawEventName = 'LocalUsers'
GROUP BY ALL
