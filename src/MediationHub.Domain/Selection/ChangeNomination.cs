using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>Change what the organization says of itself, before it applies or after it was returned.</summary>
public sealed record ChangeNomination(NominationStatement Statement) : INominationCommand<ChangeNomination>
{
    public static string Name => "change";

    public static IEnumerable<Refusal> Missing(Nomination state, Context at) => state.At(NominationStage.Draft, NominationStage.Returned);

    public Decision Decide(Nomination state, Context at)
    {
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        var problems = new Problems();
        Statements.Check(problems, Statement, complete: false);
        if (problems.ToRefusal() is { } invalid) return invalid;
        var cleaned = Statements.Cleaned(Statement);
        return cleaned with { Files = state.Statement.Files } == state.Statement && cleaned.Files.SequenceEqual(state.Statement.Files) ? Decision.Nothing : new NominationStatementChanged(cleaned, at.Today);
    }
}
