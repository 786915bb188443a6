# Batch runs: the same image as a job of Cloud Run, `wirelake ingest` by a schedule. It costs what it reads; a streaming
# job costs the same when there is nothing to read (docs/scale.md).

resource "google_cloud_run_v2_job" "ingest" {
  count    = var.mode == "batch" ? 1 : 0
  name     = "wirelake-ingest"
  location = var.region
  template {
    template {
      service_account = google_service_account.worker.email
      max_retries     = 0 # the schedule tries again, and the next run finishes what this one began
      timeout         = "900s"
      containers {
        image   = var.image
        command = ["wirelake"]
        args = [
          "ingest", "--lake", local.lake, "--feeds", "/launch/${google_storage_bucket_object.feeds.name}",
          "--max-minutes", "9", "--no-raw",
        ]
        resources { limits = { cpu = "2", memory = "2Gi" } }
        volume_mounts {
          name       = "launch"
          mount_path = "/launch"
        }
      }
      volumes {
        name = "launch"
        gcs {
          bucket    = google_storage_bucket.launch.name
          read_only = true
        }
      }
    }
  }
  depends_on = [google_project_service.needed, google_storage_bucket_iam_member.worker]
}

resource "google_service_account" "scheduler" {
  count        = var.mode == "batch" ? 1 : 0
  account_id   = "wirelake-scheduler"
  display_name = "wirelake: starts batch runs, and does nothing else"
}

resource "google_cloud_run_v2_job_iam_member" "scheduler" {
  count    = var.mode == "batch" ? 1 : 0
  name     = google_cloud_run_v2_job.ingest[0].name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.scheduler[0].member
}

# A run that meets another one leaves at once with exit code 75 and has done no harm.
resource "google_cloud_scheduler_job" "ingest" {
  count     = var.mode == "batch" ? 1 : 0
  name      = "wirelake-ingest"
  region    = var.region
  schedule  = var.schedule
  time_zone = "Etc/UTC"
  http_target {
    http_method = "POST"
    uri         = "https://run.googleapis.com/v2/${google_cloud_run_v2_job.ingest[0].id}:run"
    oauth_token {
      service_account_email = google_service_account.scheduler[0].email
    }
  }
}
