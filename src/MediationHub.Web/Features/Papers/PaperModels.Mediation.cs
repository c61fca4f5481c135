using MediationHub.Documents;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Web.Features.Papers;

public sealed partial record PaperModels
{
    /// <summary>Sessions that were fixed and not held yet, the next one first.</summary>
    public IReadOnlyList<Session> Ahead => [.. Case.Sessions.Where(s => s.Status is SessionStatus.Scheduled).OrderBy(s => s.StartsAt)];

    /// <summary>A session at its time: one that was moved is another thing to tell people of.</summary>
    public static string MomentOf(Session session) => $"{session.Id}@{session.StartsAt.ToOffset(ChinaTime.Offset):yyyyMMddHHmm}";

    public PaperDraft SessionNotice(PaperRequest ask)
    {
        if ((ask.SessionId is null ? Ahead[0] : Ahead.FirstOrDefault(s => s.Id == ask.SessionId)) is not { } session) return No("该次会议已举行或者已取消，请选择已安排的会议。", "This session was held or cancelled; choose one that is scheduled.");
        var sameDay = ChinaTime.DayOf(session.StartsAt) == ChinaTime.DayOf(session.EndsAt);
        return new(Headed(new SessionNoticePaper
        {
            Date = Day(At.Today),
            Addressees = [.. (ask.PartyId is { } one ? [one] : session.Attendees).Select(NameOf).OfType<string>()],
            StartsAt = $"{Day(ChinaTime.DayOf(session.StartsAt))}（{DayOfWeek(session.StartsAt)}）{Hour(session.StartsAt)}",
            EndsAt = sameDay ? Hour(session.EndsAt) : Moment(session.EndsAt),
            Place = session.Place,
            Mode = session.Mode switch { SessionMode.OnSite => "现场", SessionMode.Online => "线上", _ => "电话" },
            Remote = session.Mode is not SessionMode.OnSite,
            Mediators = MediatorTexts,
        }), ask.PartyId, MomentOf(session));
    }

    public PaperDraft ExtensionConsent(PaperRequest ask)
    {
        var current = Closing;
        var limit = At.Rules.Limit(current.Rule);
        if (ask.Days is { } days && (days < 1 || Case.ExtendedDays + (long)days > (limit.Extension!.Max ?? RuleSet.LongestExplained / 2)))
            return days < 1 ? Refusal.Invalid("days", "延长的天数至少为1。", "Extend by one day at least.") : CaseRefusals.ExtensionTooLong(limit.Extension!.Max ?? RuleSet.LongestExplained / 2);
        return Headed(new ExtensionConsentPaper
        {
            Date = Day(At.Today),
            AcceptedOn = Day(Case.AcceptedOn!.Value),
            CurrentDue = Day(current.Due),
            Days = ask.Days is { } more ? $"{more}{(limit.Unit is PeriodUnit.Working ? "个工作日" : "日")}" : null,
            NewDue = ask.Days is { } added ? Day(At.Rules.Clock(current.Rule, current.From, At.Calendar, Case.ExtendedDays + added).Due) : null,
            Reason = ask.Reason?.Trim().TrimStart('因').TrimEnd('。', '，', '.', ','),
            Signatures = [.. CaseGuide.WhoSigns(Case).Select(id => new SignatureText { Role = RoleOf(id), Name = NameOf(id), Manner = Case.Party(id) is { } p ? MannerOf(p) : "签名" }), .. MediatorsSign],
        });
    }

    public WithdrawalPaper Withdrawal(PaperRequest ask) => Headed(new WithdrawalPaper
    {
        Date = Day(Case.Closing?.On ?? At.Today),
        ReceivedOn = Day(Case.ReceivedOn),
        AcceptedOn = Case.AcceptedOn is { } accepted ? Day(accepted) : null,
        Settled = ask.Settled ?? Case.Outcome is Outcome.SettledWithdrawn,
        Reason = ask.Reason?.Trim().TrimStart('因').TrimEnd('。', '，', '.', ','),
        GrantedOn = Case.Closing is { } closing ? Day(closing.On) : null,
        Signatures = [.. Case.Applicants.Select(p => new SignatureText { Role = "申请人", Name = p.Name, Manner = MannerOf(p) })],
        // Before acceptance the case has no mediator: whoever takes the withdrawal in signs.
        Mediators = MediatorsSign is { Count: > 0 } mediators ? mediators : [new SignatureText { Role = "经办人", Name = Maker, Manner = "签名" }],
    });
}
