using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Mediators;

/// <summary>Renew a term 续聘 from the day after it ends, once the year before was assessed (O17 §19).</summary>
/// <param name="Until">The last day of the new term.</param>
public sealed record RenewAppointment(OrganizationId OrganizationId, DateOnly Until) : ICommand<Mediator>
{
    public Decision Decide(Mediator state, Context at)
    {
        if (state.DismissedOn is not null) return MediatorRefusals.Dismissed;
        if (state.LastTermAt(OrganizationId) is not { } term) return MediatorRefusals.NotAppointed;
        if (term.Until == Until) return Decision.Nothing;

        var from = term.Until.AddDays(1);
        var problems = new Problems();
        problems.CheckTerm(from, Until, at);
        if (problems.ToRefusal() is { } invalid) return invalid;

        if (state.SuspendedOn(at.Today)) return MediatorRefusals.Suspended;
        if (Terms.Backdated(from, at)) return MediatorRefusals.TermLongOver(term.Until);
        if (!state.CertifiedOn(from)) return MediatorRefusals.NotCertified(from);
        if (state.AssessmentOf(from.Year - 1) is not { } assessment) return MediatorRefusals.NotAssessed(from.Year - 1);
        if (assessment.Grade is AssessmentGrade.Incompetent) return MediatorRefusals.Incompetent(assessment.Year);

        return new AppointmentRenewed(OrganizationId, from, Until);
    }
}
