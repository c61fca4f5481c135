using System.Collections.Immutable;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Cases;

/// <summary>What one attempt is worth.</summary>
/// <param name="CountsOn">The day that counts as the day of service; null where the attempt does not count. It may lie ahead, where a period has to pass first.</param>
/// <param name="Provisional">That day rests on days that no arrangement has settled yet.</param>
/// <param name="Basis">The article, where it counts.</param>
/// <param name="Why">Why it counts from then, or why it does not count.</param>
public sealed record AttemptReading(ServiceAttempt Attempt, DateOnly? CountsOn, bool Provisional, string? Basis, Text Why);

/// <summary>
/// How far one paper is served on one party: every attempt in its order, the day that counts, and the ways still open.
/// A pure function of the case, the calendar and the rulebook (CPL 87–95, R33 §20).
/// </summary>
/// <param name="Counting">The attempt by which the paper is served; null while none is.</param>
/// <param name="Ways">The lawful ways to go on, the one to try first in front; empty once it is served or a period runs.</param>
/// <param name="Advice">What to do next, in a sentence; null where nothing is left to do.</param>
public sealed record ServiceStanding(string PaperId, PartyId PartyId, IReadOnlyList<AttemptReading> Attempts, AttemptReading? Counting, IReadOnlyList<ServiceMethod> Ways, Text? Advice)
{
    public DateOnly? ServedOn => Counting?.CountsOn;

    /// <summary>Served, and the day has come.</summary>
    public bool IsServed(DateOnly today) => Counting is { Provisional: false } && ServedOn <= today;

    public static ServiceStanding Of(MediationCase state, string paperId, PartyId partyId, WorkCalendar calendar, RuleSet rules)
    {
        var attempts = state.Service.FindAll(s => s.PaperId == paperId && s.PartyId == partyId);
        AttemptReading[] readings = [.. attempts.Select(a => Read(state, a, calendar, rules))];
        var counting = readings.Where(r => r.CountsOn is not null).MinBy(r => r.CountsOn);
        if (counting is not null || state.Party(partyId) is not { } party) return new(paperId, partyId, readings, counting, [], null);
        var (ways, advice) = Onward(state, party, attempts, rules);
        return new(paperId, partyId, readings, null, ways, advice);
    }

    private static AttemptReading Read(MediationCase state, ServiceAttempt a, WorkCalendar calendar, RuleSet rules)
    {
        AttemptReading On(string basis, string chinese, string english) => new(a, a.On, false, basis, new(chinese, english));
        AttemptReading Not(string chinese, string english) => new(a, null, false, null, new(chinese, english));
        AttemptReading After(string rule, string chinese, string english)
        {
            var clock = rules.Clock(rule, a.On, calendar);
            return new(a, clock.Due, clock.Provisional, clock.Basis, new($"{chinese},{Length(rules.Limit(rule))}期满视为送达", english));
        }

        var confirmed = state.Party(a.PartyId)?.AddressConfirmation is { } c && c.On <= a.On ? c : null;
        var binds = confirmed is not null && rules.Settings.ConfirmedAddressBinds.Value && a.Proof.Count > 0;
        const string Confirmed = "法释〔2003〕15号第十条(参照)";
        return a switch
        {
            { Method: ServiceMethod.PublicNotice } => After("PUB30", "自发出公告之日起", "Served when the period of the public notice has passed."),
            { IsLeft: true } => After("POST3", a.Method is ServiceMethod.Posting ? "张贴并留有照片、录像" : "留置并留有照片、录像或者见证", "Served when the days after leaving or posting have passed."),
            { Result: ServiceResult.Signed } => On("劳动人事争议仲裁办案规则第二十条", "受送达人签收之日", "The day on which the recipient signed."),
            { Method: ServiceMethod.Post, Reached: true } => On("民事诉讼法第九十一条", "邮寄回执上注明的收件日期", "The day of receipt on the postal return slip."),
            { Method: ServiceMethod.Electronic, Reached: true } when confirmed?.Channel is not null => On("民事诉讼法第九十条", "到达受送达人同意的电子送达系统之日", "The day of arrival in the system that the recipient agreed to."),
            { Method: ServiceMethod.Electronic, Reached: true } => Not("受送达人没有书面同意电子送达,只作为通知,不作为送达", "The recipient did not agree to electronic service: it informs, but does not serve."),
            { Reached: true } => On("民事诉讼法第八十八条", "受送达人收到之日", "The day on which the recipient received it."),
            { Method: ServiceMethod.Post } when binds => On(Confirmed, "按当事人确认的送达地址邮寄,退回之日视为送达", "Posted to the address that the party confirmed: the day of return."),
            { Method: ServiceMethod.Direct } when binds => On(Confirmed, "按当事人确认的送达地址直接送达未果,在回证上记明情况之日视为送达", "Delivered to the address that the party confirmed, in vain: the day noted on the receipt."),
            { Result: ServiceResult.Refused } => Not("拒绝签收,尚未送达", "Refused: not served yet."),
            { Result: ServiceResult.Returned } => Not("退回,尚未送达", "Returned: not served yet."),
            _ => Not("未能送达", "Not reached."),
        };
    }

    /// <summary>Direct first; what was refused may be left; what the post returned is posted or handed over; the public notice when nothing else is left.</summary>
    private static (IReadOnlyList<ServiceMethod> Ways, Text Advice) Onward(MediationCase state, Party party, ImmutableList<ServiceAttempt> attempts, RuleSet rules)
    {
        var electronic = party.AddressConfirmation?.Channel is not null;
        bool Failed(ServiceMethod method) => attempts.Exists(a => a.Method == method);
        var refused = attempts.Exists(a => a.Result is ServiceResult.Refused);
        var closed = attempts.Count > 0 && MayBeClosed(state, party, rules);

        List<ServiceMethod> ways = [];
        if (refused) ways.AddRange([ServiceMethod.LeftWithWitness, ServiceMethod.Posting]);
        if (!Failed(ServiceMethod.Direct)) ways.Add(ServiceMethod.Direct);
        if (electronic && !Failed(ServiceMethod.Electronic)) ways.Add(ServiceMethod.Electronic);
        if (!Failed(ServiceMethod.Post)) ways.Add(ServiceMethod.Post);
        if (closed && !refused) ways.Add(ServiceMethod.Posting);
        if (attempts.Count > 0 && !Failed(ServiceMethod.Entrusted)) ways.Add(ServiceMethod.Entrusted);
        if (!refused && Failed(ServiceMethod.Direct) && Failed(ServiceMethod.Post)) ways.Add(ServiceMethod.PublicNotice);

        var advice =
            refused ? new Text($"对方拒绝签收:可以在其住所留置或者张贴文书,并拍照、录像,{Length(rules.Limit("POST3"))}期满视为送达。", $"Refused: leave or post the paper at the recipient's place with a photo or video; it is served after {rules.Limit("POST3").Count} working days.")
            : attempts.Count == 0 ? electronic
                ? new("当场签收最简便;不在场的,可以按其确认的电子送达渠道或者地址送达。", "Signing on the spot is simplest; else use the confirmed channel or address.")
                : new("当场签收最简便;不在场的,直接送交或者邮寄送达。", "Signing on the spot is simplest; else hand it over or post it.")
            : closed && !Failed(ServiceMethod.Posting) ? new("用人单位停业、劳动者一方十人以上的,可以在其住所张贴文书并拍照、录像;仍在经营的,改用其他方式。", "Where the employer has closed and ten workers or more are involved, post the paper at its place with a photo; else use another way.")
            : ways.Contains(ServiceMethod.PublicNotice) ? new("直接送达和邮寄均未送达:先核实联系方式,仍无法送达的,可以公告送达。公告只写文书名称和领取方式,不披露争议内容。", "Handing over and the post both failed: check the address; as a last resort give public notice, which names the paper only and tells nothing of the dispute.")
            : Failed(ServiceMethod.Post) ? new("邮寄未送达:请核实地址后直接送达,或者委托当地组织代为送达。", "The post failed: check the address and hand it over, or entrust a local body.")
            : new Text("未能送达:可以邮寄到其确认的地址或者登记的住所;能联系上的,请其确认送达地址。", "Not reached: post it to the confirmed or registered address; where the party can be reached, have it confirm one.");
        return (ways, advice);
    }

    private static string Length(TimeLimit limit) => $"{limit.Count}{(limit.Unit is PeriodUnit.Working ? "个工作日" : "日")}";

    internal static bool MayBeClosed(MediationCase state, Party party, RuleSet rules) => party.Kind is PartyKind.Employer && state.IsCollective(rules.Settings.CollectiveThreshold.Value);
}

/// <summary>What service asks of earlier attempts.</summary>
internal static class ServiceRules
{
    public static bool HasAttempt(this MediationCase state, ServiceAttempt attempt) =>
        state.Service.Exists(s => s with { Proof = attempt.Proof } == attempt && s.Proof.SequenceEqual(attempt.Proof));

    /// <summary>R33 §20: signing was refused, now or before, or the employer of ten workers or more has closed.</summary>
    public static bool MayBeLeft(this MediationCase state, ServiceAttempt attempt, RuleSet rules) =>
        attempt.Result is ServiceResult.Refused
        || state.Service.Exists(s => s.PaperId == attempt.PaperId && s.PartyId == attempt.PartyId && s.Result is ServiceResult.Refused)
        || state.Party(attempt.PartyId) is { } party && ServiceStanding.MayBeClosed(state, party, rules);
}
