using FsCheck;
using FsCheck.Fluent;
using MediationHub.Domain.Access;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using static MediationHub.Domain.Tests.Cases.CaseStories;
using Outcome = MediationHub.Domain.Cases.Outcome;

namespace MediationHub.Domain.Tests.Cases;

/// <summary>S / (S + P + F) by the day of closing.</summary>
public class What_a_case_counts
{
    private static Dictionary<CounterKey, long> Counted(params IEnumerable<MediationCase> cases)
    {
        var sums = new Dictionary<CounterKey, long>();
        foreach (var state in cases) CaseContribution.Contribute(state, WorkCalendar.BuiltIn, RuleSet.BuiltIn, (key, value) => Add(sums, key, value));
        return sums;
    }

    private static void Add(Dictionary<CounterKey, long> sums, CounterKey key, long value)
    {
        sums[key] = sums.GetValueOrDefault(key) + value;
        if (sums[key] == 0) sums.Remove(key);
    }

    private static long Sum(Dictionary<CounterKey, long> sums, string counter) => sums.Where(s => s.Key.Counter == counter).Sum(s => s.Value);

    [Theory]
    [InlineData(Outcome.Agreed, 1, 0, 0)]
    [InlineData(Outcome.AgreedOral, 1, 0, 0)]
    [InlineData(Outcome.SettledWithdrawn, 1, 0, 0)]
    [InlineData(Outcome.Partial, 0, 1, 0)]
    [InlineData(Outcome.NoAgreement, 0, 0, 1)]
    [InlineData(Outcome.Expired, 0, 0, 1)]
    [InlineData(Outcome.Stopped, 0, 0, 1)]
    [InlineData(Outcome.Absent, 0, 0, 1)]
    [InlineData(Outcome.Withdrawn, 0, 0, 0)]
    [InlineData(Outcome.NotAccepted, 0, 0, 0)]
    [InlineData(Outcome.RespondentRefused, 0, 0, 0)]
    [InlineData(Outcome.Transferred, 0, 0, 0)]
    [InlineData(Outcome.Terminated, 0, 0, 0)]
    [InlineData(Outcome.Void, 0, 0, 0)]
    public void Follows_the_truth_table(Outcome outcome, int succeeded, int partial, int failed)
    {
        var counted = Counted(After([.. UntilHeld, Closed(outcome, "2026-06-12")]));
        Assert.Equal((succeeded, partial, failed), (Sum(counted, "succeeded"), Sum(counted, "partial"), Sum(counted, "failed")));
        Assert.Equal(1, Sum(counted, Counters.Of(outcome)));
        Assert.Equal($"outcome.{System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString())}", Counters.Of(outcome));
        Assert.Equal(succeeded + partial + failed, Sum(counted, "closed.inTime"));
    }

    [Fact]
    public void An_open_case_counts_in_neither() => Assert.Equal((0L, 0L, 1L, 1L), Counted(After(UntilEffective)) is var c ? (Sum(c, "succeeded"), Sum(c, "failed"), Sum(c, "accepted"), Sum(c, "agreementsEffective")) : default);

    [Fact]
    public void Each_figure_falls_on_its_own_day()
    {
        var counted = Counted(After([.. UntilAgreed, new PaymentRecorded(new("p1", 1, 1, null, 12000m, Day("2026-06-29"), [new(null, 12000m)], []))]));
        Assert.Equal(1, counted[new(Center, Day("2026-06-08"), "registered")]);
        Assert.Equal(1, counted[new(Center, Day("2026-06-10"), "accepted.inTime")]);
        Assert.Equal(1_200_000, counted[new(Center, Day("2026-06-12"), "agreedAmount")]);
        Assert.Equal(1_200_000, counted[new(Center, Day("2026-06-29"), "paidAmount")]);
        Assert.Equal(1, counted[new(Center, Day("2026-06-30"), "performanceDue.inTime")]);
        Assert.Equal(1, counted[new(Center, Day("2026-06-12"), "closed.days.4")]);
    }

    [Fact]
    public void A_success_that_was_not_performed_or_was_refused_a_letter_is_tainted()
    {
        Assert.Equal(1, Sum(Counted(After([.. UntilAgreed, new DefaultMarked(1, 1, null, Day("2026-07-01"), default)])), "succeeded.tainted"));
        Assert.Equal(1, Sum(Counted(After([.. UntilAgreed, new AgreementReviewNoted(new("rv", AgreementStatus.Returned, Day("2026-06-15"), Tainted: true))])), "succeeded.tainted"));
        Assert.Equal(0, Sum(Counted(After(UntilAgreed)), "succeeded.tainted"));
    }

    [Fact]
    public void What_was_paid_on_the_spot_under_an_oral_agreement_counts_as_agreed() =>
        Assert.Equal(300_000, Sum(Counted(After([.. UntilHeld, new CaseClosed(new(Outcome.AgreedOral, Day("2026-06-11"), [], Day("2026-06-23"), true, 3000m), Day("2026-06-11"), null, default, null)])), "agreedAmount"));

    [Fact]
    public void A_transferred_case_is_counted_once_as_ended()
    {
        var old = After([.. UntilAccepted, new CaseTransferred(Neighbor, new("case-2"), Day("2026-06-11"))]);
        var anew = After([Registered with { Id = new("case-2"), OrganizationId = Neighbor }, Consented, Accepted, Held, Closed(Outcome.NoAgreement, "2026-06-15")]);
        Assert.Equal((1, 1), (Sum(Counted(old, anew), "failed"), Sum(Counted(old), "outcome.transferred")));
    }

    /// <summary>Every accepted command adds its difference; in the end the counters hold what the state alone gives, also after reopening and correcting.</summary>
    [Fact]
    public void Differences_add_up_to_the_state_whatever_happened() =>
        Prop.ForAll(Gen.Choose(0, Commands.Count * 4 - 1).ArrayOf(400).ToArbitrary(), choices =>
        {
            var (state, sums, happened) = (MediationCase.Empty, new Dictionary<CounterKey, long>(), new List<DomainEvent>());
            var now = At("2026-06-08 10:00");
            foreach (var choice in choices)
            {
                now = now.AddHours(choice % 4 * 2);
                var command = Commands[choice / 4](state, DateOnly.FromDateTime(now.Date));
                var at = new Context(now, Actor.System, WorkCalendar.BuiltIn, RuleSet.BuiltIn) { Others = Known };
                foreach (var e in command.Decide(state, at).Events)
                {
                    var next = state.Evolve(e is INumbered numbered ? numbered.Numbered(1) : e);
                    CaseContribution.Contribute(state, WorkCalendar.BuiltIn, RuleSet.BuiltIn, (key, value) => Add(sums, key, -value));
                    CaseContribution.Contribute(next, WorkCalendar.BuiltIn, RuleSet.BuiltIn, (key, value) => Add(sums, key, value));
                    state = next;
                    happened.Add(e);
                }
            }
            var replayed = happened.Aggregate(MediationCase.Empty, (s, e) => s.Evolve(Back(e)));
            Assert.Equal(Counted(replayed).OrderBy(c => $"{c.Key}"), sums.OrderBy(c => $"{c.Key}"));
            Assert.Equal(state.IsOpen ? 0 : state.Exists ? 1 : 0, sums.Where(s => s.Key.Counter.StartsWith("outcome.", StringComparison.Ordinal)).Sum(s => s.Value));
        }).QuickCheckThrowOnFailure();

    private static DomainEvent Back(DomainEvent e) => (DomainEvent)System.Text.Json.JsonSerializer.Deserialize(System.Text.Json.JsonSerializer.Serialize(e, e.GetType(), Wire.Json), e.GetType(), Wire.Json)!;

    private static readonly IReadOnlyList<Func<MediationCase, DateOnly, ICommand<MediationCase>>> Commands =
    [
        (_, _) => new RegisterCase(new("case-1"), Center, CaseSource.PartyApplication, ApplicationForm.Written, At("2026-06-08 09:10"), [Li], [Company], "07.1", [new("07.1", "支付工资", 12000m)]),
        (_, _) => new RegisterCase(new("case-1"), Center, CaseSource.OwnInitiative, ApplicationForm.Oral, At("2026-06-08 09:10"), [Li], [Company], "11", [new("11", "支付补偿", 500.5m)]),
        (_, on) => new RecordConsent(Employer, true, on),
        (_, on) => new RecordConsent(Worker, true, on),
        (_, on) => new AcceptCase(Wang, on),
        (_, on) => new AcceptCase(Zhao, on),
        (s, on) => new HoldSession(null, [new(Worker, true), new(Employer, true)], new([], ["双方存在劳动关系。"], SessionResult.AgreementReached), Signatures: [new(Worker), new(Employer)], StartsAt: ChinaTime.At(on, new(0, s.Sessions.Count % 60)), EndsAt: ChinaTime.At(on, new(1, 0)), Place: "第一调解室"),
        TowardsAgreement, TowardsAgreement, TowardsAgreement, TowardsAgreement, TowardsAgreement,
        (_, on) => new DraftAgreement([new(TermKind.Payment, Employer, Worker, 8000m, [new(4000m, on), new(4000m, on.AddDays(5))])], Supplement: true),
        (_, on) => new CloseCase(Outcome.Agreed, [], on),
        (_, on) => new CloseCase(Outcome.Partial, [], on),
        (_, on) => new CloseCase(Outcome.NoAgreement, [new(FailureCode.PositionsApart)], on),
        (_, on) => new CloseCase(Outcome.Expired, [], on),
        (_, on) => new WithdrawApplication(true, [Scan], on),
        (s, on) => new RecordPayment(1, s.InForce?.Lines.Count > 1 ? 1500m : 2000m, on, [new($"f{s.Payments.Count}")]),
        (_, on) => new MarkDefault(1, on),
        (_, _) => new CorrectCase(new() { WorkersInvolved = 3, ReceivedAt = At("2026-06-05 15:00") }, "笔误"),
        (_, _) => new RequestReopen("录错"),
        (_, _) => new ApproveReopen(),
        (_, _) => new ApproveReopen(),
    ];

    /// <summary>The next step on the way to an agreement, so that many a random life of a case gets there.</summary>
    private static ICommand<MediationCase> TowardsAgreement(MediationCase s, DateOnly on) => s.Draft switch
    {
        null => new DraftAgreement([new(TermKind.Payment, Employer, Worker, 9000m, DueOn: on)]),
        { MediatorSignature: not null } => new SealAgreement(ChinaTime.At(on, new(9, 3))),
        var draft when draft.StillToSign.Any() => new SignAgreement(new(PartyId: draft.StillToSign.First()), ChinaTime.At(on, new(9, 0))),
        _ => new SignAgreement(new(MediatorId: s.Lead ?? Wang), ChinaTime.At(on, new(9, 1))),
    };

    private static readonly Dictionary<StreamRef, object> Known = new()
    {
        [StreamRef.To<Organization>("center")] = Active(Center, "CC-01", "220100"),
        [StreamRef.To<Mediator>("wang")] = Mediating(Wang, "王某", "11010519491231002X", "13900000001"),
        [StreamRef.To<Mediator>("zhao")] = Mediating(Zhao, "赵某", "110105194912310038", "13900000002"),
    };
}
