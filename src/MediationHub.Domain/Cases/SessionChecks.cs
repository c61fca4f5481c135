using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <param name="Amount">CNY.</param>
public sealed record OfferEntry(PartyId ByPartyId, Personal Text, decimal? Amount = null);

/// <summary>What can be wrong with a session and its record, named by field path.</summary>
internal static class SessionChecks
{
    public static void CheckSession(this Problems problems, MediationCase state, DateTimeOffset startsAt, DateTimeOffset endsAt, Personal place, SessionMode mode)
    {
        if (startsAt == default) problems.Add("startsAt", "请填写开始时间。", "Enter when it begins.");
        else if (state.AcceptedOn is { } accepted && ChinaTime.DayOf(startsAt) < accepted) problems.Add("startsAt", $"会议不得早于受理日({accepted:yyyy-MM-dd})。", $"A session cannot lie before the acceptance ({accepted:yyyy-MM-dd}).");
        if (endsAt == default) problems.Add("endsAt", "请填写结束时间。", "Enter when it ends.");
        else if (endsAt <= startsAt) problems.Add("endsAt", "结束时间应晚于开始时间。", "It ends after it begins.");
        problems.RequireText("place", place, TextRules.Longest.Address, "请填写地点或者链接。", "Give the place or the link.");
        problems.RequireWord("mode", mode);
    }

    /// <summary>Both sides are there, a side of many by its representatives.</summary>
    public static bool BothSidesIn(this MediationCase state, IEnumerable<PartyId> people)
    {
        var sides = people.Select(id => state.Party(id)?.Side ?? state.WorkerSide()).ToHashSet();
        return sides.Contains(PartySide.Applicant) && sides.Contains(PartySide.Respondent);
    }

    public static void CheckRecord(this Problems problems, SessionRecord record)
    {
        problems.RequireWord("record.result", record.Result);
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
        (one.StartsAt, one.EndsAt, one.Place, one.Mode, one.Private, one.ReadBack, one.Record?.Result) == (other.StartsAt, other.EndsAt, other.Place, other.Mode, other.Private, other.ReadBack, other.Record?.Result)
        && one.Attendance.SequenceEqual(other.Attendance) && one.Signatures.SequenceEqual(other.Signatures)
        && (one.Record?.Statements ?? []).SequenceEqual(other.Record?.Statements ?? []) && (one.Record?.UndisputedFacts ?? []).SequenceEqual(other.Record?.UndisputedFacts ?? []);
}
