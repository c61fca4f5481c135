using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Reviews;

/// <summary>Write down what the arbitrator asked the parties and what they said. It is kept in the review and goes to no list.</summary>
/// <param name="On">Left out: today.</param>
public sealed record RecordInquiry(IReadOnlyList<PartyId>? Parties, Personal Text, DateOnly? On = null, IReadOnlyList<FileId>? Files = null, Personal LateEntryReason = default) : IReviewCommand<RecordInquiry>
{
    public static string Name => "record-inquiry";

    public static IEnumerable<Refusal> Missing(Review state, Context at) => state.At(ReviewStage.UnderReview);

    public Decision Decide(Review state, Context at)
    {
        var on = On ?? at.Today;
        IReadOnlyList<PartyId> parties = [.. (Parties ?? []).Distinct()];
        if (state.Exists && state.Inquiries.Exists(q => q.Text == Text && q.On == on && q.Parties.SequenceEqual(parties))) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        if (state.NotTheArbitrator(at) is { } notMine) return notMine;

        var problems = new Problems();
        if (parties.Count == 0) problems.Add("parties", "请选择被询问的当事人。", "Choose who was asked.");
        foreach (var (id, i) in parties.Select((p, i) => (p, i)))
            if (state.Extract.Party(id) is null) problems.Add($"parties[{i}]", "本案没有这名当事人，请核对。", "The case has no such party; check the id.");
        problems.RequireText("text", Text, TextRules.Longest.Statement, "请填写询问和答复的内容。", "Write down what was asked and answered.");
        var late = at.CheckDay(problems, this, "on", on, state.AcceptedOn, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        return Decision.Of(state.DeclaredByActing(at), new ReviewInquiryRecorded(new($"q{state.Inquiries.Count + 1}", parties, Text, on, Files ?? [])), late);
    }
}
