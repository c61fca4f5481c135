using MediationHub.Web.Components;

namespace MediationHub.Web.Tests.Look.Samples;

static class Rates
{
    private const string Definition = "结案口径：本期结案中达成协议（含有凭证的和解撤回）的件数，除以成功、部分达成与未成功件数之和；不予受理、受理前拒绝调解、其他撤回、移送不计入。";

    private static readonly DateTimeOffset At = new(2026, 11, 12, 1, 42, 0, TimeSpan.Zero);

    public static readonly RateReading Met = new(9, 1, 4, 14, 64.29m, 60, Met: true, 0, Definition, At);
    public static readonly RateReading Missed = new(16, 2, 12, 30, 53.33m, 60, Met: false, 5, Definition, At);
    public static readonly RateReading JustMissed = new(14999, 0, 10000, 24999, 59.996m, 60, Met: false, 1, Definition, At);
    public static readonly RateReading None = new(0, 0, 0, 0, null, 60, Met: false, 1, Definition, At);
}
