using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Mediators;

/// <summary>A mediator 调解员: person, certificate, appointments with terms, training, assessments.</summary>
public sealed record Mediator : IAggregate<Mediator>
{
    public static string Stream => "mediator";
    public static Mediator Empty { get; } = new();

    public MediatorId Id { get; init; }
    public Personal Name { get; init; }
    public Personal IdNumber { get; init; }

    /// <summary>Appointed to the organization on that day, certified, neither suspended nor dismissed.</summary>
    public bool MayMediateAt(OrganizationId organization, DateOnly on) => throw new InvalidOperationException();

    public Mediator Evolve(DomainEvent happened) => this;
}
