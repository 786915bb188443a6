variable "project" {
  description = "The project that all of it belongs to."
  type        = string
}

variable "region" {
  description = "Where it runs and where the lake lies: workers and buckets in one region pay nothing for the way."
  type        = string
  default     = "us-central1"
}

variable "repository" {
  description = "Artifact Registry repository that holds the image; README.md says how it is made."
  type        = string
  default     = "wirelake"
}

variable "image" {
  description = "The image, by its digest: REGION-docker.pkg.dev/PROJECT/REPOSITORY/wirelake@sha256:…"
  type        = string
}

variable "feeds" {
  description = "The feeds file on this machine."
  type        = string
}

variable "alert_email" {
  description = "Who is told when it stands."
  type        = string
}

variable "mode" {
  description = "stream: a Dataflow job that never ends. batch: one poll round by a schedule, on Cloud Run."
  type        = string
  default     = "stream"
  validation {
    condition     = contains(["stream", "batch"], var.mode)
    error_message = "mode is stream or batch."
  }
}

variable "window" {
  description = "stream: length of a window, one commit each."
  type        = string
  default     = "5m"
}

variable "schedule" {
  description = "batch: when a run starts, as cron says it, UTC."
  type        = string
  default     = "*/10 * * * *"
}

variable "machine_type" {
  description = "stream: machine of a worker. One with AVX-512 VNNI reads more (docs/scale.md)."
  type        = string
  default     = "n2-standard-2"
}

variable "max_workers" {
  description = "stream: workers at most. The bill's upper end; see docs/scale.md."
  type        = number
  default     = 4
}
