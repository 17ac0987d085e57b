WITH alerts AS (
  SELECT *, ExtendedProperties->>'$.DeviceId' AS AlertDevice
  FROM SecurityAlert
  WHERE ends_with(lower(ResourceId), '/iothubs/' || lower($hub))
)
SELECT DISTINCT ON (SystemAlertId) StartTime, EndTime, AlertDevice, DisplayName, AlertSeverity, AlertType, Status, Description, RemediationSteps,
  ExtendedProperties
FROM alerts
WHERE coalesce(AlertDevice, '') IN ('', $device)
ORDER BY StartTime, TimeGenerated DESC
