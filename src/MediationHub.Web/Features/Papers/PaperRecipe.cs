using MediationHub.Documents;
using MediationHub.Domain.Kernel;
using MediationHub.Web.Features.Cases.Steps;

namespace MediationHub.Web.Features.Papers;

/// <summary>Where in a case a paper belongs; the papers of a case are shown in these groups.</summary>
public enum PaperStep { Intake, Mediation, Agreement, Ending, Performance, Service, Dossier, Other }

/// <summary>A paper's model, and what the paper is about; or why it cannot be made now.</summary>
/// <param name="PartyId">The one party it is for or by.</param>
/// <param name="About">Which of several things of the case it is about.</param>
public sealed record PaperDraft(PaperModel? Model, PartyId? PartyId = null, string? About = null, Refusal? Refusal = null)
{
    public static implicit operator PaperDraft(PaperModel model) => new(model);
    public static implicit operator PaperDraft(Refusal refusal) => new(null, Refusal: refusal);
}

/// <summary>How one kind of paper is made from a case. A new kind is a new row of <see cref="PaperRecipes"/>.</summary>
/// <param name="Make">Its model from the case and from what was asked for.</param>
public sealed record PaperRecipe(PaperKind Kind, PaperStep Step, Func<PaperModels, PaperRequest, PaperDraft> Make)
{
    /// <summary>Why the case has no such paper now; null where it has.</summary>
    public Func<PaperModels, Refusal?> Closed { get; init; } = _ => null;

    /// <summary>The case stands where this paper is due and it was not made yet.</summary>
    public Func<PaperModels, bool> Due { get; init; } = _ => false;

    /// <summary>What a person may say beside what the case says; paths are those of <see cref="PaperRequest"/>.</summary>
    public IReadOnlyList<StepField> Inputs { get; init; } = [];

    /// <summary>It is never made without asking.</summary>
    public bool MustAsk { get; init; }

    /// <summary>Names of fields that the inputs fill in, so that the case does not lack them.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>When it is used, in one sentence.</summary>
    public string? Lead { get; init; }

    public PaperForm Form => PaperForm.Of(Kind);
}

/// <summary>Whether a paper can be made of a case now.</summary>
/// <param name="Closed">Why not at all.</param>
/// <param name="Missing">What the case lacks for it, in Chinese.</param>
/// <param name="Due">It should be made now.</param>
public sealed record PaperOffer(PaperRecipe Recipe, Refusal? Closed, IReadOnlyList<string> Missing, bool Due)
{
    public bool Open => Closed is null && Missing.Count == 0;
}
