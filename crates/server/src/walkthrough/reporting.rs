use serde_json::Value;
use super::walk::Walk;
pub(super) async fn report_in_time(_w: &mut Walk, _p: &Value) -> anyhow::Result<()> { Ok(()) }
pub(super) async fn chase(_w: &mut Walk, _p: &Value) -> anyhow::Result<()> { Ok(()) }
pub(super) async fn portfolio(_w: &mut Walk, _p: &Value) -> anyhow::Result<()> { Ok(()) }
