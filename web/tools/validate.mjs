// Runs the Khronos glTF validator over the files named on the command line and prints one
// JSON list: {file, errors, warnings, infos, messages, draws, triangles}.
// Exit status 1 when a file has an error or a warning.
import { readFile } from 'node:fs/promises';
import validator from 'gltf-validator';

const reports = [];
for (const file of process.argv.slice(2)) {
  const report = await validator.validateBytes(new Uint8Array(await readFile(file)), {
    uri: file,
    maxIssues: 0,
  });
  const { numErrors, numWarnings, numInfos, messages } = report.issues;
  reports.push({
    file,
    errors: numErrors,
    warnings: numWarnings,
    infos: numInfos,
    messages: messages.map(({ code, severity, pointer, message }) => ({ code, severity, pointer, message })),
    draws: report.info?.drawCallCount ?? 0,
    triangles: report.info?.totalTriangleCount ?? 0,
  });
}
process.stdout.write(`${JSON.stringify(reports)}\n`);
process.exitCode = reports.some((report) => report.errors + report.warnings > 0) ? 1 : 0;
