# What somebody is told of. Metrics of the steps are those of docs/metrics.md.

resource "google_monitoring_notification_channel" "mail" {
  display_name = "wirelake"
  type         = "email"
  labels       = { email_address = var.alert_email }
}

locals {
  alerts = var.mode == "stream" ? {
    "the job failed" = {
      filter    = "resource.type = \"dataflow_job\" AND metric.type = \"dataflow.googleapis.com/job/is_failed\""
      threshold = 0
      seconds   = 0
    }
    "windows are late: half an hour and more" = {
      filter    = "resource.type = \"dataflow_job\" AND metric.type = \"dataflow.googleapis.com/job/data_watermark_age\""
      threshold = 1800
      seconds   = 600
    }
    } : {
    "a batch run failed" = {
      filter    = "resource.type = \"cloud_run_job\" AND metric.type = \"run.googleapis.com/job/completed_execution_count\" AND metric.labels.result = \"failed\""
      threshold = 0
      seconds   = 0
    }
  }
}

resource "google_monitoring_alert_policy" "alert" {
  for_each              = local.alerts
  display_name          = "wirelake: ${each.key}"
  combiner              = "OR"
  notification_channels = [google_monitoring_notification_channel.mail.id]
  conditions {
    display_name = each.key
    condition_threshold {
      filter          = each.value.filter
      comparison      = "COMPARISON_GT"
      threshold_value = each.value.threshold
      duration        = "${each.value.seconds}s"
      aggregations {
        alignment_period   = "300s"
        per_series_aligner = "ALIGN_MAX"
      }
    }
  }
  depends_on = [google_project_service.needed]
}
