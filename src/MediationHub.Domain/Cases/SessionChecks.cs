using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <param name="Amount">CNY.</param>
public sealed record OfferEntry(PartyId ByPartyId, Personal Text, decimal? Amount = null);

/// <summary>What can be wrong with a session and its record, named by field path.</summary>
internal static class SessionChecks
{
    /// <param name="held">It took place: written to the minute, a short call ends as it began.</param>
    public static void CheckSession(this Problems problems, MediationCase state, DateTimeOffset startsAt, DateTimeOffset endsAt, Personal place, SessionMode mode, bool held = false)
    {
        if (startsAt == default) problems.Add("startsAt", "请填写开始时间。", "Enter when it begins.");
        else if (state.AcceptedOn is { } accepted && ChinaTime.DayOf(startsAt) < accepted) problems.Add("startsAt", $"会议不得早于受理日({accepted:yyyy-MM-dd})。", $"A session cannot lie before the acceptance ({accepted:yyyy-MM-dd}).");
        // People write hours and minutes.
        else if (startsAt < state.ReceivedAt.AddTicks(-(state.ReceivedAt.Ticks % TimeSpan.TicksPerMinute))) problems.Add("startsAt", $"会议不得早于收到申请的时间({ChinaTime.Show(state.ReceivedAt)})。", $"A session cannot lie before the receipt of the application ({ChinaTime.Show(state.ReceivedAt)}).");
        if (endsAt == default) problems.Add("endsAt", "请填写结束时间。", "Enter when it ends.");
        else if (endsAt < startsAt || (endsAt == startsAt && !held)) problems.Add("endsAt", "结束时间应晚于开始时间。", "It ends after it begins.");
        problems.RequireText("place", place, TextRules.Longest.Address, "请填写地点或者链接。", "Give the place or the link.");
        problems.RequireWord("mode", mode);
    }

    /// <summary>Both sides are there, a side of many by its representatives.</summary>
    public static bool BothSidesIn(this MediationCase state, IEnumerable<PartyId> people)
    {
        var sides = people.Select(id => state.Party(id)?.Side ?? state.WorkerSide()).ToHashSet();
        return sides.Contains(PartySide.Applicant) && sides.Contains(PartySide.Respondent);
    }

    /// <summary>Who is said not to have been there has neither agreed nor signed; where nobody came, nothing was mediated.</summary>
    public static void CheckPresence(this Problems problems, MediationCase state, Session session)
    {
        var present = session.Attendance.Where(a => a.Present).Select(a => a.PartyId).ToList();
        if (session.Attendance.Count > 0 && present.Count == 0 && session.Record is { Result: not SessionResult.Adjourned })
            problems.Add("record.result", "没有人到场的会议,结果应为“延期”。", "Nobody was there: the session was adjourned.");
        else if (session.Record is { Result: SessionResult.AgreementReached } && !session.Private && !state.BothSidesIn(present))
            problems.Add("record.result", "双方未同时到场,不能记为达成协议;请核对到场情况或者会议结果。", "Both sides must have been there to agree: check attendance or result.");
        foreach (var (s, i) in session.Signatures.Select((s, i) => (s, i)))
            if (session.Attendance.Any(a => a.PartyId == s.PartyId && !a.Present))
                problems.Add($"signatures[{i}].partyId", "登记为未到场的人不能在笔录上签名,请核对到场情况。", "Who was not there cannot have signed the record: check attendance.");
    }

    /// <summary>Who was there signs the record, or the record says why not (PML 27). A session that was put off closes nothing.</summary>
    public static void CheckSigned(this Problems problems, MediationCase state, Session session)
    {
        problems.CheckText("unsignedReason", session.UnsignedReason, TextRules.Longest.Reason);
        if (session.Status is SessionStatus.Adjourned) return;
        var unsigned = session.Attendance.Where(a => a.Present && session.Signatures.All(s => s.PartyId != a.PartyId)).Select(a => state.NameOf(a.PartyId).Value).ToArray();
        if (unsigned.Length > 0 && session.UnsignedReason.IsEmpty)
            problems.Add("signatures", $"{string.Join("、", unsigned)}到场但没有在笔录上签名,请登记签名;未签名的,请填写未签名的原因。", "Who was there signs the record; where someone has not, give the reason in unsignedReason.");
    }

    public static void CheckRecord(this Problems problems, SessionRecord record)
    {
        problems.RequireWord("record.result", record.Result);
        if (record.Statements.Count == 0 && record.UndisputedFacts.Count == 0 && record.Result is not SessionResult.Adjourned)
            problems.Add("record.statements", "笔录还没有内容,请至少记录一项陈述或者无争议的事实,没有笔录不能结束会议。", "The record is empty: write one statement or undisputed fact at least; a session does not end without a record.");
        foreach (var (s, i) in record.Statements.Select((s, i) => (s, i)))
        {
            problems.RequireText($"record.statements[{i}].by", s.By, TextRules.Longest.Name, "请填写发言人。", "Say who spoke.");
            problems.RequireText($"record.statements[{i}].text", s.Text, TextRules.Longest.Statement, "请填写陈述内容。", "Write what was said.");
        }
        foreach (var (fact, i) in record.UndisputedFacts.Select((f, i) => (f, i)))
            problems.CheckText($"record.undisputedFacts[{i}]", fact, TextRules.Longest.Statement);
    }

    public static void CheckOffers(this Problems problems, MediationCase state, IReadOnlyList<OfferEntry> offers)
    {
        foreach (var (o, i) in offers.Select((o, i) => (o, i)))
        {
            if (!state.IsPartyOrMember(o.ByPartyId)) problems.RequireParty(state, $"offers[{i}].byPartyId", o.ByPartyId);
            problems.CheckText($"offers[{i}].text", o.Text, TextRules.Longest.Statement);
            if (o.Amount is { } amount) problems.Add($"offers[{i}].amount", Money.Check(amount));
            else if (o.Text.IsEmpty) problems.Add($"offers[{i}].text", "请填写提议的金额或者内容。", "Give the offer's amount or its text.");
        }
    }

    /// <summary>The same session told again: lists are compared by what they hold.</summary>
    public static bool Same(Session one, Session other) =>
        (one.StartsAt, one.EndsAt, one.Place, one.Mode, one.Private, one.IdentityChecked, one.ReadBack, one.UnsignedReason, one.Record?.Result) == (other.StartsAt, other.EndsAt, other.Place, other.Mode, other.Private, other.IdentityChecked, other.ReadBack, other.UnsignedReason, other.Record?.Result)
        && one.Attendance.SequenceEqual(other.Attendance) && one.Signatures.SequenceEqual(other.Signatures)
        && (one.Record?.Statements ?? []).SequenceEqual(other.Record?.Statements ?? []) && (one.Record?.UndisputedFacts ?? []).SequenceEqual(other.Record?.UndisputedFacts ?? []);
}
