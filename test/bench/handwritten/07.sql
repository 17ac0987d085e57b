WITH batches AS (
  SELECT DISTINCT CAST(date_trunc('minute', TimeGenerated) AS TIMESTAMP) AS Batch
  FROM SecurityIoTRawEvent
  WHERE DeviceId = $device AND ends_with(lower(AssociatedResourceId), '/iothubs/' || lower($hub))
), gaps AS (
  SELECT Batch AS GapStart, coalesce(lead(Batch) OVER (ORDER BY Batch), CAST($until AS TIMESTAMP)) AS GapEnd
  FROM batches
)
SELECT GapStart, GapEnd, epoch_us(GapEnd - GapStart) * 10 AS Gap
FROM gaps
WHERE GapEnd - GapStart > INTERVAL 14 HOURS
ORDER BY GapStart
