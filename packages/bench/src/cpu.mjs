/** User and system seconds of this process since `start`. @param {NodeJS.CpuUsage} start of process.cpuUsage(). */
export function cpuSeconds(start) {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
