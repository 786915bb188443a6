# From an empty project to a lake that fills: buckets, an account with least rights, the template, a job or a schedule,
# alerts. OpenTofu and Terraform both read it. Variables stand in variables.tf, what it costs in README.md.

terraform {
  required_version = ">= 1.6"
  required_providers {
    google      = { source = "hashicorp/google", version = ">= 6.0" }
    google-beta = { source = "hashicorp/google-beta", version = ">= 6.0" }
  }
}

provider "google" {
  project = var.project
  region  = var.region
}

provider "google-beta" {
  project = var.project
  region  = var.region
}

locals {
  lake  = "gs://${google_storage_bucket.lake.name}/lake"
  feeds = "feeds-${substr(filesha256(var.feeds), 0, 12)}.toml"
}

resource "google_project_service" "needed" {
  for_each = toset([
    "artifactregistry", "cloudscheduler", "compute", "dataflow", "logging", "monitoring", "run", "storage"
  ])
  service            = "${each.key}.googleapis.com"
  disable_on_destroy = false
}

# The lake. Nothing in it expires by itself.
resource "google_storage_bucket" "lake" {
  name                        = "${var.project}-wirelake"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
}

# What launching needs: the template, the feeds, what Dataflow stages.
resource "google_storage_bucket" "launch" {
  name                        = "${var.project}-wirelake-launch"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  soft_delete_policy { retention_duration_seconds = 0 }
  lifecycle_rule {
    condition {
      age            = 14
      matches_prefix = ["temp/"]
    }
    action { type = "Delete" }
  }
}

resource "google_storage_bucket_object" "feeds" {
  bucket = google_storage_bucket.launch.name
  name   = "feeds/${local.feeds}"
  source = var.feeds
}

resource "google_storage_bucket_object" "template" {
  bucket = google_storage_bucket.launch.name
  name   = "templates/stream.json"
  content = jsonencode({
    image    = var.image
    sdkInfo  = { language = "PYTHON" }
    metadata = jsondecode(file("${path.module}/metadata.json"))
  })
}

# One account for launcher, workers and batch runs: it reads and writes two buckets, pulls one image, and does the work
# of a Dataflow worker. It can start nothing.
resource "google_service_account" "worker" {
  account_id   = "wirelake"
  display_name = "wirelake: launcher, workers, batch runs"
}

resource "google_project_iam_member" "worker" {
  project = var.project
  role    = "roles/dataflow.worker"
  member  = google_service_account.worker.member
}

resource "google_storage_bucket_iam_member" "worker" {
  for_each = { lake = google_storage_bucket.lake.name, launch = google_storage_bucket.launch.name }
  bucket   = each.value
  role     = "roles/storage.objectUser"
  member   = google_service_account.worker.member
}

resource "google_artifact_registry_repository_iam_member" "worker" {
  location   = var.region
  repository = var.repository
  role       = "roles/artifactregistry.reader"
  member     = google_service_account.worker.member
}

# The streaming job. Another image, or other feeds, drain it and start it anew: nothing is lost, nothing there twice.
resource "google_dataflow_flex_template_job" "stream" {
  count                   = var.mode == "stream" ? 1 : 0
  provider                = google-beta
  name                    = "wirelake"
  region                  = var.region
  container_spec_gcs_path = "gs://${google_storage_bucket.launch.name}/${google_storage_bucket_object.template.name}"
  on_delete               = "drain"
  enable_streaming_engine = true
  machine_type            = var.machine_type
  num_workers             = 1
  max_workers             = var.max_workers
  service_account_email   = google_service_account.worker.email
  staging_location        = "gs://${google_storage_bucket.launch.name}/staging"
  temp_location           = "gs://${google_storage_bucket.launch.name}/temp"
  parameters = {
    lake                = local.lake
    feeds               = "gs://${google_storage_bucket.launch.name}/${google_storage_bucket_object.feeds.name}"
    window              = var.window
    sdk_container_image = var.image
  }
  depends_on = [
    google_project_service.needed,
    google_project_iam_member.worker,
    google_storage_bucket_iam_member.worker,
    google_artifact_registry_repository_iam_member.worker,
  ]
}
