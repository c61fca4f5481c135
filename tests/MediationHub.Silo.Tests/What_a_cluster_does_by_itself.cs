using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Recommendations;
using MediationHub.Domain.Reviews;
using MediationHub.Silo.Grains;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace MediationHub.Silo.Tests;

public sealed class What_a_cluster_does_by_itself(TwoSilos cluster) : IClassFixture<TwoSilos>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private IAggregates One => cluster.One.Aggregates;
    private IAggregates Other => cluster.Other.Aggregates;
    private IManagementGrain Management => cluster.One.Grains.GetGrain<IManagementGrain>(0);

    [Fact]
    public async Task Carries_on_in_other_records_what_happened_in_one()
    {
        var house = await House("CC-ZC");
        var (c, _) = await cluster.Live(One, 10);   // its agreement is sealed
        var review = NewId.Next("v");
        await Send(Other, review, new ApplyForReview(new(review), c, new("a1"), cluster.ReceivedAt.AddMinutes(50), house));
        await Send(One, review, new JoinReview(new("r1"), cluster.ReceivedAt.AddMinutes(55)));

        await Until(async () => (await Other.Find<MediationCase>(c.Value))!.State.Agreement!.Status is AgreementStatus.InReview, "the agreement does not follow its review");
        Assert.Empty((await cluster.Verify()).Findings);
    }

    [Fact]
    public async Task Tells_a_commission_how_the_case_ended_that_it_recommended()
    {
        var house = await House("JL-ZC");
        var today = ChinaTime.DayOf(DateTimeOffset.UtcNow);
        var id = NewId.Next("n");
        await Send(One, id, new IssueRecommendation(new(id), house, "收〔2026〕第1号", today,
            [new() { Kind = PartyKind.Person, Name = "孙小川", Phone = "13800000009" }], [new() { Kind = PartyKind.Employer, Name = "长春某某物流有限公司" }],
            "07.1", [new("07.1", "支付工资", 5000m)], default, [cluster.Offices[0].Organization]));
        await Send(Other, id, new DeliverRecommendation(today));
        await Send(One, id, new RecordReply(true, today, cluster.Offices[0].Organization));
        await Send(Other, LinkedCase.IdFor(Recommendation.Stream, id).Value, new RecordConsent(new("r1"), false, today, "不愿调解"));

        await Until(async () => (await One.Find<Recommendation>(id))!.State.Stage is RecommendationStage.Resumed, "the commission does not hear of the end");
    }

    [Fact]
    public async Task Sends_the_gauges_of_an_organization_from_one_silo_only()
    {
        var organization = cluster.Offices[1].Organization.Value;
        await cluster.Live(One, 11, office: 1);
        foreach (var silo in new[] { cluster.Other, cluster.One }) await silo.Grains.GetGrain<IOrganizationGrain>(organization).Follow();
        var figures = await OrganizationFigures.Of(cluster.One.Installation.Store, organization, ChinaTime.DayOf(DateTimeOffset.UtcNow));
        Assert.True(figures.Counted > 0);

        await Until(() => Task.FromResult(Sent("mediation.organization.closed_cases").Any(m => m == figures.Counted)), "the gauge does not move");
        Assert.Equal([figures.Counted], Sent("mediation.organization.closed_cases"));
        Assert.Equal([100.0 * figures.Succeeded / figures.Counted], Sent("mediation.organization.success_rate"));
        Assert.Single(Sent("mediation.organization.distance_to_target"));

        double[] Sent(string gauge)
        {
            var meters = new[] { cluster.One, cluster.Other }.Select(s => s.App.Services.GetRequiredService<OrganizationGauges>().Meter).ToHashSet();
            var sent = new ConcurrentBag<double>();
            using var listener = new MeterListener { InstrumentPublished = (instrument, it) => { if (meters.Contains(instrument.Meter) && instrument.Name == gauge) it.EnableMeasurementEvents(instrument); } };
            listener.SetMeasurementEventCallback<double>((_, value, labels, _) => Keep(value, labels));
            listener.SetMeasurementEventCallback<long>((_, value, labels, _) => Keep(value, labels));
            listener.Start();
            listener.RecordObservableInstruments();
            return [.. sent];

            void Keep(double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
            {
                foreach (var label in labels) if (label is { Key: "organization", Value: string of } && of == organization) sent.Add(value);
            }
        }
    }

    /// <summary>Without anybody asking for it: the reminder in the database brings the driver back.</summary>
    [Fact]
    public async Task Lets_idle_records_out_of_memory_and_wakes_its_driver_again()
    {
        var (id, life) = await cluster.Live(One, 3);
        var state = await StateInMemory(cluster.One.Installation.Aggregates, id.Value);
        Assert.True(await IsActive(id));

        await Until(async () =>
        {
            await Management.ForceActivationCollection(TimeSpan.Zero);
            return !await IsActive(id);
        }, "the idle case stays active");
        await cluster.Live(One, 1);   // the last of what was committed is held by whoever waits for the next
        await Until(() =>
        {
            GC.Collect();
            return Task.FromResult(!state.TryGetTarget(out _));
        }, "the idle case stays in memory");

        await Until(async () =>
        {
            if (await MediationHub.Store.Reactions.DriversSeat.Take(cluster.One.Installation.Store.Database) is not { } free) return true;
            await free.DisposeAsync();
            return false;
        }, "nobody drives again");
        await cluster.Do(Other, id, life[3].Command);
        Assert.Equal(4, (await One.Find<MediationCase>(id.Value))!.Version);
    }

    private async Task<bool> IsActive(CaseId id)
    {
        var grain = cluster.One.Grains.GetGrain<ICaseGrain>(id.Value).GetGrainId();
        return (await Management.GetDetailedGrainStatistics()).Any(s => s.GrainId == grain);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference<MediationCase>> StateInMemory(EmbeddedAggregates aggregates, string id) => new((await aggregates.Find<MediationCase>(id))!.State);

    private async Task<CommissionId> House(string code)
    {
        var house = new CommissionId(NewId.Next("h"));
        await Send(One, house.Value, new EstablishCommission(house, new() { Code = code, Name = "长春市劳动人事争议仲裁委员会", Level = CommissionLevel.City, Unit = "220100" }));
        return house;
    }

    private static async Task Send<TState>(IAggregates through, string id, ICommand<TState> command) where TState : class, IAggregate<TState>
    {
        var answer = await through.Send(id, command, new Request(Actor.System));
        Assert.True(answer.Kind is AnswerKind.Done, $"{command.GetType().Name}: {answer.Kind} {answer.Refusal?.Chinese}");
    }

    private static async Task Until(Func<Task<bool>> holds, string otherwise)
    {
        for (var watch = Stopwatch.StartNew(); !await holds(); await Task.Delay(50)) Assert.True(watch.Elapsed < Patience, otherwise);
    }
}
