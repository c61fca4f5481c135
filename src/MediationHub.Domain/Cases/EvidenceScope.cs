using MediationHub.Domain.Access;

namespace MediationHub.Domain.Cases;

/// <summary>Who of those who see the case may also look at a piece of evidence.</summary>
public static class EvidenceScope
{
    /// <summary>
    /// What was given to the mediator in confidence is for the case's mediators (while nobody is assigned, for its organization);
    /// a business secret does not leave the organization that mediates.
    /// </summary>
    public static bool MayBeReadBy(this Evidence evidence, Actor actor, MediationCase c)
    {
        var own = actor.Organization == c.OrganizationId;
        if (evidence.Visibility is EvidenceVisibility.MediatorOnly && !(own && (c.Mediators.IsEmpty || (actor.Mediator is { } me && c.Mediators.Exists(m => m.MediatorId == me))))) return false;
        return own || !evidence.BusinessSecret;
    }
}
