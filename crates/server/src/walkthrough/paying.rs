use serde_json::Value;
use super::walk::Walk;
pub(super) async fn pay(_w: &mut Walk, _c: &Value) -> anyhow::Result<Value> { Ok(Value::Null) }
pub(super) async fn explain(_w: &mut Walk, _p: &Value) -> anyhow::Result<()> { Ok(()) }
