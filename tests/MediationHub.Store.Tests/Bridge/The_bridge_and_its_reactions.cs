using System.Diagnostics;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Recommendations;
using MediationHub.Domain.Reviews;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Bridge;
using MediationHub.Store.Maintenance;
using MediationHub.Store.Reactions;
using MediationHub.Store.Rows;
using MediationHub.Store.Statistics;
using MediationHub.Tests;
using MediationHub.Tests.Load;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace MediationHub.Store.Tests.Bridge;

/// <summary>What crosses between a case and a commission's records, whatever the program is killed between.</summary>
[Collection(nameof(StoreServer))]
public class The_bridge_and_its_reactions(StoreServer server)
{
    private static readonly CommissionId House = new("house");
    private static readonly DateOnly Today = ChinaTime.DayOf(OpenedStore.Morning);

    [Fact]
    public async Task Lets_the_agreement_follow_its_review_to_the_letter_in_force()
    {
        await using var hub = await Opened();
        var (c, review) = await Filed(hub);
        await Drive(hub, new AgreementFollowsReview());
        Assert.Equal(AgreementStatus.InReview, await Status(hub, c));
        await LetterInForce(hub, review);
        await Drive(hub, new AgreementFollowsReview());
        Assert.Equal(AgreementStatus.Confirmed, await Status(hub, c));
        Assert.Equal(1, await hub.Scalar("select n from counters where counter = 'reviews.inForce'"));
        Assert.Equal(1, await hub.Scalar("select n from counters where counter = 'agreementsEffective.reviewFiled'"));
        Assert.Empty((await hub.Verify()).Findings);

        // And of its kind of dispute as in the counters.
        var kind = Assert.Single((await new BreakdownReader(hub.Store).OfUnit("220000", new(Today.Year, 1, 1), new(Today.Year, 12, 31))).By(CaseDimension.DisputeType));
        Assert.Equal((1L, 1L, 1L, 0L, 1L, 1L), (kind.Effective, kind.Reviewable, kind.Reviewed, kind.CourtConfirmed, kind.ReviewsClosed, kind.ReviewsInForce));
    }

    [Fact]
    public async Task Killed_between_the_effect_and_the_checkpoint_notes_each_step_once()
    {
        await using var hub = await Opened();
        var (c, review) = await Filed(hub);
        await Drive(hub, new Killed(new AgreementFollowsReview()));
        Assert.Equal(AgreementStatus.InReview, await Status(hub, c));
        Assert.Equal(0, await hub.Scalar("select count(*) from checkpoints c, events e where e.type = 'review.filed/1' and (c.tx, c.position) >= (e.tx, e.position)"));
        await LetterInForce(hub, review);

        // Told of the filing again, when the letter is in force already.
        await hub.Reopen();
        await Drive(hub, new AgreementFollowsReview());
        Assert.Equal(AgreementStatus.Confirmed, await Status(hub, c));
        Assert.Equal(2, await hub.Scalar("select count(*) from events where type = 'case.review-noted/1'"));
        // And of everything from the very beginning.
        await hub.Execute("delete from checkpoints");
        await hub.Reopen();
        await Drive(hub, new AgreementFollowsReview());
        Assert.Equal(AgreementStatus.Confirmed, await Status(hub, c));
        Assert.Equal(2, await hub.Scalar("select count(*) from events where type = 'case.review-noted/1'"));
        Assert.Empty((await hub.Verify()).Findings);
    }

    /// <summary>Every end of a review, the program killed after each effect in turn and told of everything anew: the agreement ends as the review did, by two notes.</summary>
    [Theory]
    [InlineData("inForce", AgreementStatus.Confirmed), InlineData("refused", AgreementStatus.Returned), InlineData("withdrawn", AgreementStatus.Effective)]
    [InlineData("notAccepted", AgreementStatus.Effective), InlineData("endedUnsigned", AgreementStatus.Effective)]
    public async Task Killed_after_each_effect_the_agreement_still_ends_as_its_review(string end, AgreementStatus status)
    {
        await using var hub = await Opened();
        var (c, review) = await Filed(hub);
        if (end is "notAccepted") await Send(hub, review, new DeclineReview(2, "不属本委管辖", Today));
        else
        {
            await Send(hub, review, new AcceptReview(Today));
            await Send(hub, review, new AssignReviewer(new("han")));
            if (end is "withdrawn") await Send(hub, review, new WithdrawReview(new("a1"), "另行协商", Today));
            if (end is "refused") await Send(hub, review, new RefuseReview([new(5, "不明确")], Today));
            if (end is "refused" && (await hub.Aggregates.Find<Review>(review))!.State.Pending is not null) await Send(hub, review, new ApproveRequest());
            if (end is "inForce" or "endedUnsigned")
            {
                await Send(hub, review, new MakeLetter(OpenedStore.Morning.AddHours(5)));
                await Send(hub, review, new ServeLetter(new("a1"), ServiceMethod.Direct, ServiceResult.Signed, Today));
                await Send(hub, review, new ServeLetter(new("r1"), ServiceMethod.Direct, end is "inForce" ? ServiceResult.Signed : ServiceResult.Refused, Today));
            }
        }
        Assert.Equal(end, ApiName((await hub.Aggregates.Find<Review>(review))!.State.Stage));
        for (var effects = 1; effects <= 2; effects++)
        {
            await Drive(hub, new Killed(new AgreementFollowsReview(), effects));
            await hub.Reopen();
        }
        await Drive(hub, new AgreementFollowsReview());
        await hub.Execute("delete from checkpoints");
        await hub.Reopen();
        await Drive(hub, new AgreementFollowsReview());
        Assert.Equal(status, await Status(hub, c));
        Assert.Equal(2, await hub.Scalar("select count(*) from events where type = 'case.review-noted/1'"));
        Assert.Empty((await hub.Verify()).Findings);

        static string ApiName(ReviewStage stage) => char.ToLowerInvariant($"{stage}"[0]) + $"{stage}"[1..];
    }

    /// <summary>While the driver's seat changes hands two nodes may look at once: an end is told once.</summary>
    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Tells_the_end_once_though_two_nodes_look_at_the_same_moment(bool settled)
    {
        await using var hub = await Opened();
        foreach (var n in Enumerable.Range(1, 4))
        {
            var id = $"rc-{n}";
            await Send(hub, id, new IssueRecommendation(new(id), House, $"收〔2026〕{id}", Today, [Person], [Firm], "07.1", [new("07.1", "支付工资", 5000m)], default, [hub.Offices[0].Organization]));
            await Send(hub, id, new DeliverRecommendation(Today));
            await Send(hub, id, new RecordReply(true, Today, hub.Offices[0].Organization));
            var linked = LinkedCase.IdFor(Recommendation.Stream, id);
            if (settled) await hub.Send(linked, new WithdrawApplication(true, [(await new Store.Files.FileStore(hub.Store, Path.Combine(hub.Folder, "files")).Add("和解.pdf", "%PDF-1.4"u8.ToArray(), "system")).File!.Id], Today));
            else await hub.Send(linked, new RecordConsent(new("r1"), false, Today, "不愿调解"));
            var entrusted = await Accepted(hub, $"en-1{n}");
            var other = LinkedCase.IdFor(Entrustment.Stream, entrusted);
            await hub.Send(other, new AcceptCase(hub.Offices[0].Mediator, Today));
            await hub.Send(other, new CloseCase(Outcome.Stopped, [new(FailureCode.PartyWithdrew, new("r1"))], Today));
        }
        var (otherStore, otherNode) = await hub.AnotherNode();
        await using var closed = otherStore;
        var heard = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(() => (n % 2 == 0 ? new LinkedCaseEnds(hub.Store, hub.Aggregates) : new LinkedCaseEnds(otherStore, otherNode)).Run())));
        Assert.True(heard.Sum() >= 8);
        Assert.Equal(0, await new LinkedCaseEnds(hub.Store, hub.Aggregates).Run());
        Assert.Equal(4, await hub.Scalar("select count(*) from events where type = 'entrustment.ended/1'"));
        Assert.Equal(4, await hub.Scalar($"select count(*) from events where type = '{(settled ? "recommendation.settled/1" : "recommendation.resumed/1")}'"));
        Assert.Equal(4, await hub.Scalar($"select count(*) from recommendation_rows where stage = '{(settled ? "settled" : "resumed")}'"));
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Begins_the_linked_case_with_the_acceptance_itself_so_that_neither_is_ever_alone()
    {
        await using var hub = await Opened();
        var id = await Accepted(hub, "en-1");
        var e = (await hub.Aggregates.Find<Entrustment>(id))!.State;
        var c = (await hub.Aggregates.Find<MediationCase>(e.CaseId!.Value.Value))!.State;
        Assert.Equal((CaseStage.ConsentPending, CaseSource.CommissionEntrusted, id), (c.Stage, c.Source, c.Origin!.EntrustmentId));
        Assert.NotEmpty(c.Number);
        // Both stand in one transaction of the log.
        Assert.Equal(1, await hub.Scalar($"select count(distinct tx) from events where (stream = '{id}' and type = 'entrustment.accepted/1') or (stream = '{c.Id}' and type = 'case.registered/1')"));
        await Send(hub, id, new AcceptEntrustment(Today));
        Assert.Equal(1, await hub.Scalar("select count(*) from case_rows where source = 'commissionEntrusted'"));
        Assert.Equal(1, await hub.Scalar("select n from counters where counter = 'registered'"));
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Tells_the_commission_of_the_end_once_however_often_it_looks()
    {
        await using var hub = await Opened();
        var id = await Accepted(hub, "en-2");
        var c = LinkedCase.IdFor(Entrustment.Stream, id);
        await hub.Send(c, new AcceptCase(hub.Offices[0].Mediator, Today));
        await hub.Send(c, new CloseCase(Outcome.Stopped, [new(FailureCode.PartyWithdrew, new("r1"))], Today));
        var ends = new LinkedCaseEnds(hub.Store, hub.Aggregates);
        Assert.Equal(1, await ends.Run());
        await hub.Reopen();
        Assert.Equal(0, await new LinkedCaseEnds(hub.Store, hub.Aggregates).Run());
        Assert.Equal(EntrustmentStage.Failed, (await hub.Aggregates.Find<Entrustment>(id))!.State.Stage);
        Assert.Equal(1, await hub.Scalar("select count(*) from events where type = 'entrustment.ended/1'"));
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Hears_of_the_end_where_a_transferred_case_went()
    {
        await using var hub = await Opened();
        var id = await Accepted(hub, "en-6");
        var c = LinkedCase.IdFor(Entrustment.Stream, id);
        await hub.Send(c, new TransferCase(hub.Offices[1].Organization, "当事人住所地较近"));
        var there = new CaseId(NewId.Next("c"));
        await hub.Send(c, new AcceptTransfer(there));
        var ends = new LinkedCaseEnds(hub.Store, hub.Aggregates);
        Assert.Equal(0, await ends.Run());
        await hub.Send(there, new AcceptCase(hub.Offices[1].Mediator, Today));
        await hub.Send(there, new CloseCase(Outcome.Stopped, [new(FailureCode.PartyWithdrew, new("r1"))], Today));
        Assert.Equal(1, await ends.Run());
        Assert.Equal(EntrustmentStage.Failed, (await hub.Aggregates.Find<Entrustment>(id))!.State.Stage);
    }

    [Fact]
    public async Task Returns_an_entrustment_by_itself_and_ends_its_case()
    {
        await using var hub = await Opened();
        var id = await Accepted(hub, "en-3");
        var c = LinkedCase.IdFor(Entrustment.Stream, id);
        await hub.Send(c, new AcceptCase(hub.Offices[0].Mediator, Today));
        var deadlines = new BridgeDeadlines(hub.Store, hub.Aggregates);
        // 2 November and ten working days: the 16th is the last, on the 17th it is over.
        hub.Clock.Now = OpenedStore.Morning.AddDays(14);
        await deadlines.Run();
        Assert.Equal(EntrustmentStage.AcceptedByOrganization, (await hub.Aggregates.Find<Entrustment>(id))!.State.Stage);
        hub.Clock.Now = OpenedStore.Morning.AddDays(15);
        await deadlines.Run();
        await deadlines.Run();
        Assert.Equal(EntrustmentStage.Expired, (await hub.Aggregates.Find<Entrustment>(id))!.State.Stage);
        await Drive(hub, new Killed(new CaseEndsWithEntrustment(hub.Store)));
        await hub.Reopen();
        await Drive(hub, new CaseEndsWithEntrustment(hub.Store));
        var ended = (await hub.Aggregates.Find<MediationCase>(c.Value))!.State;
        Assert.Equal((CaseStage.Closed, Outcome.Expired, new DateOnly(2026, 11, 16)), (ended.Stage, ended.Outcome, ended.Closing!.On));
        Assert.Equal(1, await hub.Scalar("select count(*) from events where type = 'case.closed/1'"));
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Ends_a_pause_and_a_silence_by_itself()
    {
        await using var hub = await Opened();
        foreach (var (id, agrees) in new[] { ("rc-1", true), ("rc-2", false) })
        {
            await Send(hub, id, new IssueRecommendation(new(id), House, $"收〔2026〕{id}", Today, [Person], [Firm], "07.1", [new("07.1", "支付工资", 5000m)], default, [hub.Offices[0].Organization]));
            await Send(hub, id, new DeliverRecommendation(Today));
            if (agrees) await Send(hub, id, new RecordReply(true, Today, hub.Offices[0].Organization));
        }
        var deadlines = new BridgeDeadlines(hub.Store, hub.Aggregates);
        hub.Clock.Now = OpenedStore.Morning.AddDays(4);
        await deadlines.Run();
        Assert.Equal(RecommendationStage.NoReply, (await hub.Aggregates.Find<Recommendation>("rc-2"))!.State.Stage);
        Assert.Equal(RecommendationStage.Agreed, (await hub.Aggregates.Find<Recommendation>("rc-1"))!.State.Stage);
        hub.Clock.Now = OpenedStore.Morning.AddDays(16);
        await Task.WhenAll(deadlines.Run(), new BridgeDeadlines(hub.Store, hub.Aggregates).Run());
        await hub.Reopen();
        await new BridgeDeadlines(hub.Store, hub.Aggregates).Run();
        Assert.Equal(RecommendationStage.Resumed, (await hub.Aggregates.Find<Recommendation>("rc-1"))!.State.Stage);
        Assert.Equal(2, await hub.Scalar("select count(*) from events where type in ('recommendation.reply-lapsed/1', 'recommendation.resumed/1')"));
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Stands_in_rows_that_are_made_anew_from_the_log()
    {
        await using var hub = await Opened();
        await Filed(hub);
        await Accepted(hub, "en-4");
        await Send(hub, House.Value, new CountApplications("2026-09", 30, 4));
        await Send(hub, House.Value, new CountApplications("2026-10", 42, 11));
        await Send(hub, House.Value, new CountApplications("2026-10", 40, 11, "重复登记两件"));
        const string rows = "select t::text from (select to_jsonb(r) from review_rows r union all select to_jsonb(e) from entrustment_rows e union all select to_jsonb(c) from commission_rows c union all select to_jsonb(a) from application_month_rows a) as t order by 1";
        var before = await hub.Texts(rows);
        Assert.Equal(5, before.Count);
        Assert.Equal(40, await hub.Scalar("select received from application_month_rows where month = '2026-10-01'"));
        await hub.Execute("delete from review_rows; update entrustment_rows set stage = 'proposed'; delete from commission_rows; update application_month_rows set received = 1");
        await Rebuilding.Run(hub.Store);
        Assert.Equal(before, await hub.Texts(rows));
    }

    [Fact]
    public async Task Holds_nothing_personal_in_clear_in_the_log()
    {
        await using var hub = await Opened();
        var (c, _) = await Filed(hub);
        await Accepted(hub, "en-5");
        var party = (await hub.Aggregates.Find<MediationCase>(c.Value))!.State.Parties[0];
        var dump = string.Join('\n', await hub.Texts("select e::text from events e"));
        Assert.All(new[] { party.Name.Value!, party.IdNumber.Value!, party.Address.Value!, Person.Name.Value!, Firm.Name.Value! }, s => Assert.DoesNotContain(s, dump));
    }

    /// <summary>
    /// Two nodes have decided everything before either writes: a lock holds all commits until both wait. Exactly one of the tries stands; each other one is refused as if it had come later,
    /// in the words of what stands in its way and with its article.
    /// </summary>
    [Theory]
    [InlineData("entrustment", "recommendation"), InlineData("entrustment", "entrustment"), InlineData("recommendation", "recommendation"), InlineData("both", "both")]
    public async Task Gives_one_arbitration_to_one_record_though_two_nodes_try_at_the_same_moment(string here, string there)
    {
        const int Tries = 6;
        await using var hub = await Opened();
        var (otherStore, otherNode) = await hub.AnotherNode();
        await using var closed = otherStore;
        for (var round = 1; round <= 3; round++)
        {
            await using var holder = new NpgsqlConnection(hub.ConnectionString);
            await holder.OpenAsync();
            Task<(string Kind, AnswerKind Answer, Refusal? Refusal)>[] tries;
            await using (var hold = await holder.BeginTransactionAsync())
            {
                await using var locked = new NpgsqlCommand("lock table unique_values in share mode", holder);
                await locked.ExecuteNonQueryAsync();
                var of = round;
                tries = [.. Enumerable.Range(0, 2 * Tries).Select(n => Task.Run(() => Try(n % 2 == 0 ? hub.Aggregates : otherNode, n % 2 == 0 ? here : there, of, n)))];
                const string waiting = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
                for (var watch = Stopwatch.StartNew(); await hub.Scalar(waiting) < 2; await Task.Yield()) Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "the two nodes do not wait for the lock");
                await hold.CommitAsync();
            }
            var answers = await Task.WhenAll(tries);
            var won = Assert.Single(answers, a => a.Answer is AnswerKind.Done).Kind;
            foreach (var (kind, answer, refusal) in answers.Where(a => a.Answer is not AnswerKind.Done))
            {
                Assert.Equal(AnswerKind.Refused, answer);
                Assert.Equal((won, kind) switch
                {
                    ("entrustment", "entrustment") => ("entrusted-already", "劳动人事争议仲裁办案规则第七十条"),
                    ("entrustment", _) => ("arbitration-accepted", "劳动人事争议仲裁办案规则第六十九条"),
                    (_, "entrustment") => ("recommendation-open", "劳动人事争议仲裁办案规则第六十九条"),
                    _ => ("recommended-already", "劳动人事争议仲裁办案规则第六十九条"),
                }, (refusal!.Code, refusal.Basis));
            }
        }
        Assert.Equal(3, await hub.Scalar("select (select count(*) from entrustment_rows) + (select count(*) from recommendation_rows)"));
        // No number was given for nothing.
        Assert.Equal(await hub.Scalar("select count(*) from recommendation_rows"), await hub.Scalar("select coalesce(sum(last), 0) from numbers where series like 'recommendation|%'"));
        const string held = "select scope || ' ' || value || ' ' || stream from unique_values order by 1";
        var before = await hub.Texts(held);
        Assert.Equal(3, before.Count(v => v.StartsWith("arbitration-in-mediation ", StringComparison.Ordinal)));
        Assert.Empty((await hub.Verify()).Findings);
        await Rebuilding.Run(hub.Store);
        Assert.Equal(before, await hub.Texts(held));

        async Task<(string, AnswerKind, Refusal?)> Try(IAggregates node, string what, int of, int n)
        {
            var kind = what is "both" ? n % 4 < 2 ? "entrustment" : "recommendation" : what;
            var (id, number) = ($"{kind[0]}-{of}-{n}", n % 3 == 0 ? $"长劳人仲案字〔2026〕第{of}号" : $"长劳人仲案字〔2026〕第 {of} 号");
            if (kind is "entrustment")
            {
                var entrusted = await node.Send(id, new ProposeEntrustment(new(id), House, hub.Offices[0].Organization, number, [Person], [Firm], "07.1", [new("07.1", "支付工资", 5000m)]), new Request(Actor.System));
                return (kind, entrusted.Kind, entrusted.Refusal);
            }
            var issued = await node.Send(id, new IssueRecommendation(new(id), House, number, Today, [Person], [Firm], "07.1", [new("07.1", "支付工资", 5000m)], default, [hub.Offices[0].Organization]), new Request(Actor.System));
            return (kind, issued.Kind, issued.Refusal);
        }
    }

    /// <summary>Acceptance goes on after the pause, and the organization still mediates: a second case of the same dispute would run beside the first.</summary>
    [Fact]
    public async Task Entrusts_after_a_recommendation_only_once_its_case_has_ended()
    {
        await using var hub = await Opened();
        const string Number = "长劳人仲案字〔2026〕第77号";
        await Send(hub, "rc-77", new IssueRecommendation(new("rc-77"), House, Number, Today, [Person], [Firm], "07.1", [new("07.1", "支付工资", 5000m)], default, [hub.Offices[0].Organization]));
        await Send(hub, "rc-77", new DeliverRecommendation(Today));
        await Send(hub, "rc-77", new RecordReply(true, Today, hub.Offices[0].Organization));
        hub.Clock.Now = OpenedStore.Morning.AddDays(16);
        await new BridgeDeadlines(hub.Store, hub.Aggregates).Run();
        Assert.Equal(RecommendationStage.Resumed, (await hub.Aggregates.Find<Recommendation>("rc-77"))!.State.Stage);
        var propose = new ProposeEntrustment(new("en-77"), House, hub.Offices[1].Organization, Number, [Person], [Firm], "07.1", [new("07.1", "支付工资", 5000m)]);
        Assert.Equal("recommended-case-open", (await hub.Aggregates.Send("en-77", propose, new Request(Actor.System))).Refusal!.Code);
        await hub.Send(LinkedCase.IdFor(Recommendation.Stream, "rc-77"), new RecordConsent(new("r1"), false, Today.AddDays(16), "不愿调解"));
        await Send(hub, "en-77", propose);
        Assert.Empty((await hub.Verify()).Findings);
    }

    private static readonly PartyDetails Person = new() { Kind = PartyKind.Person, Name = "孙小川", Phone = "13800000009" };
    private static readonly PartyDetails Firm = new() { Kind = PartyKind.Employer, Name = "长春某某物流有限公司" };

    [Fact]
    public async Task The_clock_of_a_review_moves_with_an_amended_calendar()
    {
        await using var hub = await Opened();
        var (_, review) = await Filed(hub);
        var before = Assert.Single(await hub.Texts($"select due_rule || ' ' || due_on from review_rows where id = '{review}'"));
        var due = DateOnly.Parse(before.Split(' ')[1]);
        var days = Domain.Calendars.WorkCalendar.BuiltIn.DaysOf(due.Year).Select(d => new Domain.Calendars.CalendarEntry(d.On, d.Kind, d.Holiday)).Append(new(due, Domain.Calendars.DayKind.Off, "补休"));
        await Send(hub, Domain.Calendars.CalendarYears.Id, new Domain.Calendars.LoadCalendarYear(due.Year, [.. days], null, "虚构的调整", "虚构的调整"));
        var done = await Store.Amendments.Recomputation.Run(hub.Store);
        Assert.True(done.Done >= 1);
        Assert.True(DateOnly.Parse(Assert.Single(await hub.Texts($"select due_on::text from review_rows where id = '{review}'"))) > due);
        Assert.Empty((await hub.Verify()).Findings);
    }

    private async Task<OpenedStore> Opened()
    {
        var hub = await OpenedStore.New(server);
        await Send(hub, House.Value, new EstablishCommission(House, new() { Code = "CC-ZC", Name = "长春市劳动人事争议仲裁委员会", Level = CommissionLevel.City, Unit = "220100" }));
        await Send(hub, House.Value, new AppointArbitrator(new("han"), "韩明谦", "ZC-001", Today));
        return hub;
    }

    private static async Task<(CaseId Case, string Review)> Filed(OpenedStore hub)
    {
        var c = await hub.Live(7, Life.Steps - 1);
        var review = NewId.Next("v");
        await Send(hub, review, new ApplyForReview(new(review), c, new("a1"), OpenedStore.Morning.AddHours(2)));
        await Send(hub, review, new JoinReview(new("r1"), OpenedStore.Morning.AddHours(3)));
        return (c, review);
    }

    private static async Task LetterInForce(OpenedStore hub, string review)
    {
        await Send(hub, review, new AcceptReview(Today));
        await Send(hub, review, new AssignReviewer(new("han")));
        await Send(hub, review, new MakeLetter(OpenedStore.Morning.AddHours(5)));
        await Send(hub, review, new ServeLetter(new("a1"), ServiceMethod.Direct, ServiceResult.Signed, Today));
        await Send(hub, review, new ServeLetter(new("r1"), ServiceMethod.Direct, ServiceResult.Signed, Today));
    }

    private static async Task<string> Accepted(OpenedStore hub, string id)
    {
        await Send(hub, id, new ProposeEntrustment(new(id), House, hub.Offices[0].Organization, $"长劳人仲案字〔2026〕{id}", [Person], [Firm], "07.1", [new("07.1", "支付工资", 5000m)]));
        await Send(hub, id, new RecordEntrustmentConsent(new("a1"), Today));
        await Send(hub, id, new RecordEntrustmentConsent(new("r1"), Today));
        await Send(hub, id, new EntrustDispute(Today));
        await Send(hub, id, new AcceptEntrustment(Today));
        return id;
    }

    private static async Task<Stored<TState>> Send<TState>(OpenedStore hub, string id, ICommand<TState> command) where TState : class, IAggregate<TState>
    {
        var answer = await hub.Aggregates.Send(id, command, new Request(Actor.System));
        Assert.True(answer.Kind is AnswerKind.Done, $"{command.GetType().Name}: {answer.Kind} {answer.Refusal?.Chinese}");
        return answer.Stored!;
    }

    private static async Task<AgreementStatus> Status(OpenedStore hub, CaseId id) => (await hub.Aggregates.Find<MediationCase>(id.Value))!.State.Agreement!.Status;

    /// <summary>Drives until the log has nothing more to tell: other tests' transactions on the server may hold it up for a moment.</summary>
    private static async Task Drive(OpenedStore hub, Reaction reaction)
    {
        await using var seat = (await DriversSeat.Take(hub.Store.Database))!;
        var reactions = new Store.Reactions.Reactions(hub.Store, hub.Aggregates, [reaction], NullLogger<Store.Reactions.Reactions>.Instance);
        var last = await hub.Scalar("select max(position) from events");
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            await reactions.Round(seat);
            if (reaction is Killed { Broke: true } || await hub.Scalar("select coalesce(max(position), 0) from checkpoints") >= last) return;
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "nothing was told");
        }
    }

    /// <summary>A reaction whose program is killed right after one of its effects, the first where nothing else is said.</summary>
    private sealed class Killed(Reaction inner, int after = 1) : Reaction
    {
        private int _told;

        public bool Broke { get; private set; }
        public override string Name => inner.Name;
        public override IReadOnlyList<Type> ListensTo => inner.ListensTo;

        public override async Task React(Heard heard, Reach reach, CancellationToken cancel)
        {
            await inner.React(heard, reach, cancel);
            if (++_told < after) return;
            Broke = true;
            throw new InvalidOperationException("killed");
        }
    }
}
