import { asvResults } from './asv-results.ts';
import { asvText } from './asv-text.ts';
import { bencherMetricFormat } from './bencher-metric-format.ts';
import { benchmarkJs } from './benchmarkjs-text.ts';
import { callgrindText } from './callgrind-text.ts';
import { cargoBench } from './cargo-benchmarks.ts';
import { catch2 } from './catch2-benchmarks.ts';
import { consoleTime } from './console-time-text.ts';
import { criterionEstimates, criterionSample } from './criterion-json.ts';
import { criterionText } from './criterion-text.ts';
import { customBiggerIsBetter, customByUnit, customSmallerIsBetter } from './custom-benchmarks.ts';
import { dartText } from './dart-text.ts';
import { dhatProfile, dhatText } from './dhat-profile.ts';
import { benchmarkDotNet } from './dotnet-benchmarks.ts';
import { goBench } from './go-benchmarks.ts';
import { googleBenchmark } from './google-benchmarks.ts';
import { hdrLog } from './hdr-log.ts';
import { hyperfine } from './hyperfine-benchmarks.ts';
import type { Importer } from './importer.ts';
import { jmh } from './jmh-benchmarks.ts';
import { julia } from './julia-benchmarks.ts';
import { k6Summary } from './k6-summary.ts';
import { lighthouse } from './lighthouse-report.ts';
import { benchmarkLuau } from './luau-benchmarks.ts';
import { mitata, mitataText } from './mitata-benchmarks.ts';
import { pytestBenchmark } from './pytest-benchmarks.ts';
import { resultFile } from './result-benchmarks.ts';
import { rubyBenchmark, rubyIps } from './ruby-text.ts';
import { timeText } from './time-text.ts';
import { tinybench, tinybenchTable } from './tinybench-benchmarks.ts';
import { vitestBench } from './vitest-benchmarks.ts';

/** Every format that can be read, the most particular first: the first that recognises a file reads it. */
export const IMPORTERS: readonly Importer[] = [
  resultFile,
  pytestBenchmark,
  googleBenchmark,
  benchmarkDotNet,
  jmh,
  julia,
  hyperfine,
  lighthouse,
  asvResults,
  dhatProfile,
  vitestBench,
  mitata,
  k6Summary,
  criterionEstimates,
  criterionSample,
  tinybench,
  customByUnit,
  customSmallerIsBetter,
  customBiggerIsBetter,
  bencherMetricFormat,
  goBench,
  criterionText,
  cargoBench,
  catch2,
  hdrLog,
  callgrindText,
  asvText,
  tinybenchTable,
  mitataText,
  benchmarkJs,
  benchmarkLuau,
  dhatText,
  dartText,
  rubyBenchmark,
  rubyIps,
  timeText,
  consoleTime,
];
