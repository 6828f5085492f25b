/**
 * Runner Harness as a library: fan work out to GitHub Actions runners, watch it, measure it, gate on it.
 *
 * Everything that is exported here is the contract; modules behind it may move.
 */

export { GateInputError } from './app/errors.ts';
export { systemClock } from './app/system-clock.ts';
export { version } from './app/version.ts';
export type { Analysis, AnalysisGroup, AnalysisHour, HistoryReading, HistoryRun, JobHistory } from './core/analyze/analysis.ts';
export { analyzeRuns } from './core/analyze/analyze-runs.ts';
export type { ReadBenchmarks, ReadOptions } from './core/benchmarks/read-benchmarks.ts';
export { readBenchmarks } from './core/benchmarks/read-benchmarks.ts';
export type { Bound } from './core/cost/bounded-plan.ts';
export { costOf } from './core/cost/cost-report.ts';
export type { ForecastJob, JobForecaster } from './core/cost/fleet-work.ts';
export { jobCostUsd } from './core/cost/job-cost.ts';
export type { CostForecast, PlanSessionOptions, RequestForecast, ScenarioForecast, SessionForecast } from './core/cost/plan-session.ts';
export { planSession } from './core/cost/plan-session.ts';
export type { Prediction } from './core/cost/prediction.ts';
export type { RunnerPrice } from './core/cost/price-card.ts';
export { PRICE_CARD, priceOfLabels } from './core/cost/price-card.ts';
export type { RunForecast } from './core/cost/rehearsed-work.ts';
export type { CapPrediction, FleetWhatIf, ScenarioWhatIf, ThresholdPrediction, TimePrediction, WhatIf } from './core/cost/what-if.ts';
export type { FleetModel, PoolSpec, SpanDistribution } from './core/fleet/model.ts';
export type { Benchmark, BenchmarkMetric, BenchmarkSet } from './core/gate/benchmark-set.ts';
export { compareWithBaseline } from './core/gate/compare-with-baseline.ts';
export type { ThresholdData } from './core/gate/evaluate-threshold.ts';
export { evaluateThreshold } from './core/gate/evaluate-threshold.ts';
export type { ExitCode } from './core/gate/exit-code.ts';
export { exitCodeOf } from './core/gate/exit-code.ts';
export type { GatePolicy, GateRule } from './core/gate/gate-policy.ts';
export type { Aggregation, Comparison, ThresholdParse, ThresholdRule } from './core/gate/threshold-rule.ts';
// Gate
export { parseThreshold } from './core/gate/threshold-rule.ts';
export type { Allowance } from './core/limits/limits.ts';
export { describeScenario } from './core/plan/describe-scenario.ts';
export type { PlanFormat } from './core/plan/document.ts';
export type { PlanParse } from './core/plan/parse-plan.ts';
// Plans
export { parsePlan } from './core/plan/parse-plan.ts';
export type {
  Arrivals,
  BaselinePlace,
  BaselineSpec,
  Begin,
  BudgetSpec,
  DetailMode,
  FleetSpec,
  InterleavedMetric,
  InterleaveSpec,
  LatePolicy,
  LimitSpec,
  OpenArrivals,
  PlacesSegment,
  Plan,
  RampSpec,
  Rate,
  RateSegment,
  Scenario,
  SearchSpec,
  ShapedArrivals,
  TargetSpec,
  TestKind,
  Unit,
  UnitInputs,
} from './core/plan/plan.ts';
export { planFormat } from './core/plan/plan-format.ts';
export type { PlanProblem } from './core/plan/problem.ts';
export { formatProblem } from './core/plan/problem.ts';
export type { ReadFile } from './core/plan/read-file.ts';
export type {
  CostReport,
  GateRow,
  GateVerdict,
  HarnessResult,
  JobRow,
  MetricSummary,
  Outcome,
  RateSummary,
  ReportInput,
  RunRow,
  ScenarioResult,
  SessionDetail,
  ThresholdVerdict,
  Verdict,
} from './core/result.ts';
// Results
export { OUTCOMES, RESULT_SCHEMA } from './core/result.ts';
export type { JournalEntry, SessionEvent, UnitFacts, Usage } from './core/session/event.ts';
export type { LedgerBox } from './core/session/ledger.ts';
export type { Session } from './core/session/session.ts';
export { binomialAtLeast, binomialCdf } from './core/stats/binomial.ts';
export type { Description } from './core/stats/describe-samples.ts';
export { describeSamples } from './core/stats/describe-samples.ts';
export type { QuantileType } from './core/stats/quantile.ts';
export { quantile, quantileOfType } from './core/stats/quantile.ts';
export { quantileInterval, samplesForInterval } from './core/stats/quantile-interval.ts';
export type { SortedSamples } from './core/stats/sorted-samples.ts';
// Statistics
export { sortSamples } from './core/stats/sorted-samples.ts';
export { wilsonInterval } from './core/stats/wilson-interval.ts';
export type { JobRecord, Observation, RunDetails, WorkflowJob } from './core/timing/records.ts';
export type { EventListener } from './engine/log.ts';
export { PlanRefusedError } from './engine/run-session.ts';
export type { ComparedRevisions, CompareRevisionsOptions } from './library/compare-revisions.ts';
export { compareRevisions } from './library/compare-revisions.ts';
export type { Connection } from './library/connection.ts';
export type { Batch, BatchItem, BatchOptions } from './library/dispatch-batch.ts';
export { dispatchBatch } from './library/dispatch-batch.ts';
export type { Destination, Execution, ExecutionOptions } from './library/run-plan.ts';
// What it does
export { runPlan } from './library/run-plan.ts';
export type { RunChange, WatchedRun, WatchOptions } from './library/watch-runs.ts';
export { watchRuns } from './library/watch-runs.ts';
export { workflowsUnderTest } from './library/workflows-under-test.ts';
// Ports: what an own target, transport or clock implements
export type { Clock } from './ports/clock.ts';
export type { Fetch, FetchRequest, FetchResponse } from './ports/fetch.ts';
export { TransportError } from './ports/fetch.ts';
export type { Journal } from './ports/journal.ts';
export { JournalDamagedError } from './ports/journal.ts';
export type { Random } from './ports/random.ts';
export type { StopSignal } from './ports/stop-signal.ts';
export type {
  CancelAnswer,
  DispatchAnswer,
  DispatchOrder,
  FindAnswer,
  FindQuery,
  OpenRun,
  Preparation,
  Problem,
  Sighting,
  Target,
  TargetCapabilities,
} from './ports/target.ts';
export { TargetError } from './ports/target.ts';
export { renderReports } from './reports/render-reports.ts';
export type { Simulator, SimulatorOptions } from './simulator/create-simulator.ts';
export { createSimulator } from './simulator/create-simulator.ts';
export type { LoggedRequest } from './simulator/embedded-github.ts';
export type { NodeFetchOptions } from './targets/github/node-fetch.ts';
export { createNodeFetch } from './targets/github/node-fetch.ts';
export type { GitHubTargetOptions } from './targets/github/target.ts';
// Adapters
export { createGitHubTarget } from './targets/github/target.ts';
export type { HistoryOptions } from './targets/github-history/read-history.ts';
export { readHistory } from './targets/github-history/read-history.ts';
export type { LocalTargetOptions } from './targets/local/local-target.ts';
export { createLocalTarget } from './targets/local/local-target.ts';
export type { PoolOptions } from './targets/local/worktrees/open-pool.ts';
export { openWorktreePool } from './targets/local/worktrees/open-pool.ts';
export type { SimulatedTargetOptions } from './targets/simulated/simulated-target.ts';
export { createSimulatedTarget } from './targets/simulated/simulated-target.ts';
