using System.Diagnostics;
using MediationHub.Domain.Cases;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Log;
using MediationHub.Store.Telemetry;
using MediationHub.Web.Telemetry;
using Microsoft.Extensions.Configuration;
using Xunit.Abstractions;

namespace MediationHub.Web.Tests.Telemetry;

[Collection(nameof(Listening))]
public class While_nobody_listens(ITestOutputHelper output)
{
    private const int Times = 1_000_000;

    /// <summary>Everything that a command passes on its way: beginning, the unit it becomes, the transaction, the answer, a refusal, a conflict.</summary>
    [Fact]
    public void A_command_costs_no_byte_and_no_look_at_the_clock()
    {
        var (command, batch) = (new AcceptCase(new("m1"), new(2026, 11, 2)), new List<Unit>());
        Pass(1_000);
        var (bytes, began) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        Pass(Times);
        var took = Stopwatch.GetElapsedTime(began);
        // Less than a byte each: the runtime itself may once need some while it compiles the loop anew.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - bytes, 0, Times / 1_000);
        var each = took.TotalNanoseconds / Times;
        output.WriteLine($"{each:0.0} ns a command");
        Assert.True(each < 2_000, $"{each} ns a command");   // a command takes some 300,000

        void Pass(int times)
        {
            for (var i = 0; i < times; i++)
            {
                var begun = Signals.Begin(command);
                if (begun.Span is not null || begun.Began != 0) throw new InvalidOperationException("somebody listens");
                if (Signals.Current is not null || Signals.Commit(batch) is not null) throw new InvalidOperationException("somebody listens");
                Signals.Committed(null, batch, 0);
                Signals.Again("version");
                Signals.Answered(begun, command, AnswerKind.Refused, "code");
            }
        }
    }

    [Fact]
    public void A_command_makes_no_span_inside_a_request()
    {
        using var request = new Activity("request").Start();
        Assert.Null(Signals.Begin(new AcceptCase(new("m1"), new(2026, 11, 2))).Span);
        Assert.Null(Signals.Current);
        Assert.Same(request, Activity.Current);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData(" ", false)]
    [InlineData("http://127.0.0.1:4317", true)]
    public void Only_a_named_collector_is_sent_to(string? endpoint, bool wanted) =>
        Assert.Equal(wanted, TelemetryService.IsWanted(new ConfigurationBuilder().AddInMemoryCollection([new("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)]).Build()));
}
