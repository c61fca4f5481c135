using System.Text.Json.Serialization;
using MediationHub.Domain.Checklists;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Samplings;

/// <summary>Draw a sample of an organization's ended cases, whose papers are to be scored. Seed and population come from the program, so that nobody chooses the cases.</summary>
/// <param name="From">The first day of closing that counts, in Asia/Shanghai.</param>
/// <param name="To">The last one.</param>
/// <param name="Size">How many cases, 5 to 50; all of them where there are fewer, as long as there are five.</param>
/// <param name="Reason">Why; it stands in the access log with each paper that is opened.</param>
public sealed record DrawSample(SamplingId Id, OrganizationId OrganizationId, DateOnly From, DateOnly To, int Size, Personal Reason) : ICommand<Sampling>
{
    /// <summary>Filled in by the pipeline.</summary>
    [JsonIgnore]
    public string Seed { get; init; } = "";

    /// <inheritdoc cref="Seed"/>
    [JsonIgnore]
    public Population? Population { get; init; }

    public IEnumerable<StreamRef> Reads(Sampling state) => OrganizationId.Value is null ? [] : [StreamRef.To<Organization>(OrganizationId.Value)];

    public Decision Decide(Sampling state, Context at)
    {
        if (state.Exists) return Decision.Nothing;

        var problems = new Problems();
        var organization = OrganizationId.Value is null ? null : at.Find<Organization>(OrganizationId.Value);
        if (organization is null || (at.Actor.Unit is { } unit && !Regions.BuiltIn.IsWithin(organization.Unit, unit)))
            problems.Add("organizationId", "没有这个调解组织，或者它不在您的辖区内，请重新选择。", "There is no such organization in your region.");
        if (From == default) problems.Add("from", "请填写起始日期。", "Enter the first day.");
        if (To == default) problems.Add("to", "请填写截止日期。", "Enter the last day.");
        else if (To < From) problems.Add("to", "截止日期早于起始日期，请调换。", "The window ends before it begins.");
        else if (To > at.Today) problems.Add("to", "截止日期不得晚于今日。", "The last day must not lie in the future.");
        if (Size is < Sampling.Least or > Sampling.Most) problems.Add("size", $"抽取件数应为{Sampling.Least}至{Sampling.Most}件。", $"Draw {Sampling.Least} to {Sampling.Most} cases.");
        problems.RequireText("reason", Reason, TextRules.Longest.Title, "请填写抽查理由，查阅文书时一并记录。", "Say why: it is logged with each paper that is opened.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Population is not { } population) throw new InvalidOperationException("the population was not counted");
        if (population.Cases.Count < Sampling.Least) return SamplingRefusals.TooFew(population.Cases.Count);
        return new SampleDrawn(Id, OrganizationId, organization!.Unit, From, To, Draw.From(population, Seed, Size), Checklist.Papers.Version, Reason, at.Today, at.Actor.UserName);
    }
}
