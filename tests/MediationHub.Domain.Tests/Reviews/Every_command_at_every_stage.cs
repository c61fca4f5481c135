using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Recommendations;
using MediationHub.Domain.Reviews;
using MediationHub.Domain.Tests.Entrustments;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Cases.CaseStories;
using static MediationHub.Domain.Tests.Reviews.ReviewStories;

namespace MediationHub.Domain.Tests.Reviews;

/// <summary>As grids: a row for each stage, a column for each command. What is not lawful there is refused, by a code that says where the record stands.</summary>
public class Every_command_at_every_stage
{
    /// <summary>One letter for each answer: + happens, = nothing is left to do, any other letter a refusal.</summary>
    private static readonly Dictionary<char, string> Codes = new()
    {
        ['1'] = "review-one-sided", ['F'] = "review-filed", ['N'] = "review-not-accepted-yet", ['A'] = "review-accepted", ['S'] = "review-not-assigned", ['L'] = "no-letter-yet", ['M'] = "letter-made",
        ['W'] = "nothing-to-approve", ['I'] = "letter-in-force", ['E'] = "review-ended",
        ['T'] = "entrustment-stage", ['C'] = "consent-missing", ['O'] = "entrustment-not-over", ['V'] = "result-not-returned", ['Z'] = "disposition-recorded", ['D'] = "disposition-missing",
        ['X'] = "recommendation-stage", ['R'] = "reply-still-due", ['P'] = "pause-not-over",
    };

    private static readonly ArbitratorId Song = new("song");
    private static readonly ReviewLetterServed EmployerSigns = new(new(Employer, ServiceMethod.Direct, ServiceResult.Signed, Day("2026-06-17"), [], default));

    private static readonly (string Name, Actor By, ICommand<Review> Command)[] OfAReview =
    [
        ("join", Mediator, new JoinReview(Employer, At("2026-06-18 09:00"))), ("accept", Clerk, new AcceptReview(Day("2026-06-18"))), ("decline", Clerk, new DeclineReview(2, "不属本委管辖", Day("2026-06-18"))),
        ("assign", Director, new AssignReviewer(Song)), ("declare", Arb, new DeclareConflict(false)), ("record-inquiry", Arb, new RecordInquiry([Worker], "自愿签署。")),
        ("extend", Arb, new ExtendReview("需核实")), ("approve", Director, new ApproveRequest()), ("return", Director, new ReturnRequest("请补充")),
        ("make-letter", Arb, new MakeLetter(At("2026-06-18 09:30"))), ("refuse", Arb, new RefuseReview([new(5, "不明确")], Day("2026-06-18"))),
        ("withdraw", Mediator, new WithdrawReview(Employer, "另行协商", Day("2026-06-18"))), ("record-service", Clerk, new ServeLetter(Worker, ServiceMethod.Direct, ServiceResult.Signed, Day("2026-06-18"))),
    ];

    public static TheoryData<string, DomainEvent[], string> StagesOfAReview => new()
    {
        { "applied", [Applied], "+1111111111+1" },
        { "filed", [.. UntilFiled], "=++NNNNNNNN+N" },
        { "accepted", [.. UntilTaken], "=AA+SSSSSSS+S" },
        { "underReview", [.. UntilTaken, Assigned], "=AA++++WW+++L" },
        { "letterMade", [.. UntilLetter], "=MMMMMMMMMM++" },
        { "one side signed", [.. UntilLetter, EmployerSigns], "=MMMMMMMMMM++" },
        { "inForce", [.. UntilLetter, WorkerSigns, EmployerSigns, new ReviewInForce(Day("2026-06-17"))], "=IIIIIIIIIIII" },
        { "notAccepted", [.. UntilFiled, new ReviewNotAccepted(1, "不属受理范围", Day("2026-06-16"))], "=EEEEEEEEEEEE" },
        { "refused", [.. UntilReview, new ReviewRefused([new(3, "疑似虚假")], Day("2026-06-17"), "deputy")], "=EEEEEEEEEEEE" },
        { "withdrawn", [.. UntilReview, new ReviewWithdrawn(Worker, "协商", Day("2026-06-17"))], "=EEEEEEEEEEEE" },
        { "endedUnsigned", [.. UntilLetter, new ReviewEndedUnsigned(Employer, Day("2026-06-17"))], "=EEEEEEEEEEEE" },
    };

    [Theory, MemberData(nameof(StagesOfAReview))]
    public void Of_a_review(string stage, DomainEvent[] until, string answers) => Check(stage, answers, OfAReview, () => Tell(until).Knowing<Commission>(House.Value, [.. TheHouse, new ArbitratorAppointed(new(Song, "宋文清", "ZC-009", true, Day("2025-01-01")))]).On("2026-06-18"));

    private static readonly (string Name, Actor By, ICommand<Entrustment> Command)[] OfAnEntrustment =
    [
        ("record-consent", EntrustmentStories.Clerk, new RecordEntrustmentConsent(Employer, Day("2026-06-10"))), ("entrust", EntrustmentStories.Clerk, new EntrustDispute(Day("2026-06-12"))),
        ("accept", EntrustmentStories.TheHead, new AcceptEntrustment(Day("2026-06-12"))), ("decline", EntrustmentStories.TheHead, new DeclineEntrustment("人手不足")), ("return-result", EntrustmentStories.TheHead, new ReturnResult(Day("2026-06-15"))),
        ("its end", Actor.System, new NoteEntrustmentEnd(EntrustmentResult.Failed, Day("2026-06-12"))), ("its running out", Actor.System, new ExpireEntrustment()),
        ("record-disposition", EntrustmentStories.Clerk, new RecordDisposition(DispositionKind.HearingResumed, Day("2026-06-15"))), ("correct-disposition", EntrustmentStories.Clerk, new CorrectDisposition(DispositionKind.HearingResumed, Day("2026-06-15"), "登记有误")),
    ];

    public static TheoryData<string, DomainEvent[], string> StagesOfAnEntrustment => new()
    {
        { "proposed", [EntrustmentStories.Proposed, EntrustmentStories.WorkerConsents], "+CTTT==VD" },
        { "consented", [.. EntrustmentStories.UntilConsented], "T+TTT==VD" },
        { "entrusted", [.. EntrustmentStories.UntilEntrusted], "TT++T=OVD" },
        { "acceptedByOrganization", [.. EntrustmentStories.UntilUnderWay], "TT=T++OVD" },
        { "declined", [.. EntrustmentStories.UntilEntrusted, new EntrustmentDeclined("人手不足", Day("2026-06-11"))], "TTT=T==+D" },
        { "succeeded", [.. EntrustmentStories.UntilUnderWay, new EntrustmentEnded(EntrustmentResult.Succeeded, Day("2026-06-12"))], "TT=T+==VD" },
        { "failed", [.. EntrustmentStories.UntilUnderWay, new EntrustmentEnded(EntrustmentResult.Failed, Day("2026-06-12"))], "TT=T+==VD" },
        { "expired", [.. EntrustmentStories.UntilUnderWay, new EntrustmentEnded(EntrustmentResult.Expired, Day("2026-06-12"))], "TT=T+==+D" },
        { "expired, accepted by nobody", [.. EntrustmentStories.UntilEntrusted, new EntrustmentEnded(EntrustmentResult.Expired, Day("2026-06-12"))], "TTTT+==+D" },
        { "returned", [.. EntrustmentStories.UntilUnderWay, new EntrustmentEnded(EntrustmentResult.Succeeded, Day("2026-06-12")), new EntrustmentResultReturned(Day("2026-06-12"), [], null, Day("2026-06-15"), false)], "TT=TT==+D" },
        { "disposed of", [.. EntrustmentStories.UntilUnderWay, new EntrustmentEnded(EntrustmentResult.Succeeded, Day("2026-06-12")), new EntrustmentResultReturned(Day("2026-06-12"), [], null, Day("2026-06-15"), false), new EntrustmentDisposed(new(DispositionKind.LetterMade, Day("2026-06-12"), "长劳人仲案字〔2026〕第321号", false))], "TT=TT==Z+" },
    };

    [Theory, MemberData(nameof(StagesOfAnEntrustment))]
    public void Of_an_entrustment(string stage, DomainEvent[] until, string answers) =>
        Check(stage, answers, OfAnEntrustment, () => EntrustmentStories.Given(until).Knowing(EntrustmentStories.Linked.Value, EntrustmentStories.Case(UntilAgreed)).On("2026-06-15"));

    private static readonly RecommendationIssued Issued = new(
        new("rc-1"), House, "长春劳人仲建〔2026〕1号", "长春劳人仲建〔2026〕{number}号", 2026, "收〔2026〕第88号", Day("2026-06-08"),
        new([new(Worker, PartySide.Applicant, Li), new(Employer, PartySide.Respondent, Company)], "07.1", [new(1, "07.1", "支付2026年4月至5月工资", 12000m)], default), [Center], Day("2026-06-08"));

    private static readonly RecommendationDelivered Delivered = new(Day("2026-06-09"), Day("2026-06-12"), false, 1);
    private static readonly RecommendationAgreed Agrees = new(Center, LinkedCase.IdFor("recommendation", "rc-1"), Day("2026-06-10"), 2, Day("2026-06-25"), false, 1);

    private static readonly (string Name, Actor By, ICommand<Recommendation> Command)[] OfARecommendation =
    [
        ("deliver", Clerk, new DeliverRecommendation(Day("2026-06-10"))), ("a yes", Clerk, new RecordReply(true, Day("2026-06-11"), Center)), ("a no", Clerk, new RecordReply(false, Day("2026-06-11"))),
        ("resume", Clerk, new ResumeAcceptance("申请人要求", Day("2026-06-12"))), ("its silence", Actor.System, new LapseReply()), ("the end of the pause", Actor.System, new EndPause()),
        ("a settlement", Actor.System, new NoteRecommendationEnd(true, Day("2026-06-12"))), ("a failure", Actor.System, new NoteRecommendationEnd(false, Day("2026-06-12"))),
    ];

    public static TheoryData<string, DomainEvent[], string> StagesOfARecommendation => new()
    {
        { "issued", [Issued], "+XXX====" },
        { "delivered", [Issued, Delivered], "X++RR===" },
        { "agreed", [Issued, Delivered, Agrees], "XXX+=P++" },
        { "declined", [Issued, Delivered, new RecommendationDeclined(Day("2026-06-10"))], "XXX+====" },
        { "noReply", [Issued, Delivered, new RecommendationReplyLapsed(Day("2026-06-10"))], "XXX+====" },
        { "settled", [Issued, Delivered, Agrees, new RecommendationSettled(Day("2026-06-11"))], "XXXX====" },
        { "resumed after the pause", [Issued, Delivered, Agrees, new AcceptanceResumed("申请人要求", Day("2026-06-11"), Day("2026-06-16"))], "XXXX==+=" },
        { "resumed after a no", [Issued, Delivered, new RecommendationDeclined(Day("2026-06-10")), new AcceptanceResumed("不同意调解", Day("2026-06-10"), Day("2026-06-15"))], "XXXX====" },
    };

    [Theory, MemberData(nameof(StagesOfARecommendation))]
    public void Of_a_recommendation(string stage, DomainEvent[] until, string answers) =>
        Check(stage, answers, OfARecommendation, () => Story<Recommendation>.Given(until).Knowing<Commission>(House.Value, TheHouse).Knowing(Center.Value, Active(Center, "CC-01", "220100")).On("2026-06-12"));

    /// <summary>A command that somebody adds has no column here: it fails until the grid says at which stages it is lawful.</summary>
    [Fact]
    public void Has_a_column_for_each_command()
    {
        static IEnumerable<Type> CommandsOf<TState>() where TState : class, IAggregate<TState> =>
            typeof(Review).Assembly.GetTypes().Where(t => !t.IsInterface && typeof(ICommand<TState>).IsAssignableFrom(t) && !t.Name.EndsWith("Paper", StringComparison.Ordinal));
        Assert.Equal(CommandsOf<Review>().Where(t => t != typeof(ApplyForReview)).Select(t => t.Name).Order(), OfAReview.Select(c => c.Command.GetType().Name).Order());
        Assert.Equal(CommandsOf<Entrustment>().Where(t => t != typeof(ProposeEntrustment)).Select(t => t.Name).Order(), OfAnEntrustment.Select(c => c.Command.GetType().Name).Order());
        Assert.Equal(CommandsOf<Recommendation>().Where(t => t != typeof(IssueRecommendation)).Select(t => t.Name).Order(), OfARecommendation.Select(c => c.Command.GetType().Name).Distinct().Order());
        Assert.Equal(Enum.GetValues<ReviewStage>().Length + 1, StagesOfAReview.Count);   // with the letter signed by one side
    }

    private static void Check<TState>(string stage, string answers, (string Name, Actor By, ICommand<TState> Command)[] commands, Func<Story<TState>> story) where TState : class, IAggregate<TState>
    {
        Assert.Equal(commands.Length, answers.Length);
        var got = commands.Select(c =>
        {
            Decision? decision = null;
            story().By(c.By).When(c.Command).ThenDecided(d => decision = d);
            return decision!.Refusal is not { } no ? decision.Events.Count > 0 ? "+" : "=" : no.Code;
        });
        var expected = commands.Zip(answers, (c, a) => $"{stage}, {c.Name}: {(Codes.TryGetValue(a, out var code) ? code : $"{a}")}");
        Assert.Equal(expected, commands.Zip(got, (c, g) => $"{stage}, {c.Name}: {g}"));
    }
}
