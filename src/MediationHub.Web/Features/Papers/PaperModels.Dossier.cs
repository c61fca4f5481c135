using MediationHub.Documents;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Web.Features.Cases;

namespace MediationHub.Web.Features.Papers;

public sealed partial record PaperModels
{
    /// <summary>卷宗封面 of one volume.</summary>
    /// <param name="pages">Null where they were not counted: the line is left open.</param>
    public DossierCoverPaper DossierCover(DossierVolume volume, IReadOnlyList<DossierMaterial> materials, int? pages = null)
    {
        var retention = CaseRetention.Of(Case, At.Rules)!;
        return Headed(new DossierCoverPaper
        {
            Date = Day(At.Today),
            Volume = volume.Chinese(),
            Result = Case.Outcome?.Chinese(),
            Mediators = MediatorTexts,
            OpenedOn = Day(Case.AcceptedOn ?? Case.RegisteredOn),
            ClosedOn = Day(Case.Closing!.On),
            ArchivedOn = Case.ArchivedOn is { } archived ? Day(archived) : null,
            Items = $"{materials.Count(m => m.Volume == volume)}",
            Pages = pages?.ToString(),
            Retention = $"{retention.Years}年（至{Day(retention.Until)}）",
        });
    }

    /// <summary>卷内目录, 备考表, or both.</summary>
    /// <param name="pages">Where each material stands in its volume; null where pages were not counted.</param>
    public DossierIndexPaper DossierIndex(IReadOnlyList<DossierMaterial> materials, IReadOnlyList<DossierVolume> volumes, bool notes, Func<DossierMaterial, string?>? pages = null, int? total = null) => Headed(new DossierIndexPaper
    {
        Date = Day(At.Today),
        Volumes = [.. volumes.Select(v => new DossierVolumeText { Name = v.Chinese(), Lines = [.. materials.Where(m => m.Volume == v).Select(m => Line(m, pages?.Invoke(m)))] })],
        Notes = !notes ? null : new DossierNotesText
        {
            Lines =
            [
                .. Enum.GetValues<DossierVolume>().Select(v => (Volume: v, Count: materials.Count(m => m.Volume == v))).Where(v => v.Count > 0).Select(v => $"{v.Volume.Chinese()} {v.Count} 件"),
                .. total is { } n ? [$"共 {n} 页，封面和目录不编页次"] : Array.Empty<string>(),
                .. Case.Evidence.Exists(e => e.Withdrawal is not null) ? [$"撤回的证据 {Case.Evidence.Count(e => e.Withdrawal is not null)} 件，存副卷"] : Array.Empty<string>(),
                .. materials.Count == 0 ? ["卷内没有材料"] : Array.Empty<string>(),
            ],
            FiledBy = MediatorTexts is [var first, ..] ? first.Name : null,
        },
    });

    /// <summary>What a material is called in the index; what was given to the mediator in confidence is not named to others.</summary>
    public string TitleOf(DossierMaterial material)
    {
        if (material.EvidenceId is { } id && Case.Evidence.Find(e => e.Id == id) is { Visibility: EvidenceVisibility.MediatorOnly } evidence && !evidence.MayBeReadBy(At.Actor, Case)) return "仅调解员可见的材料";
        return material.Title.IsEmpty ? material.Kind?.Chinese() ?? "材料" : material.Title.Value!;
    }

    private DossierLineText Line(DossierMaterial m, string? pages) => new()
    {
        No = $"{m.No}",
        Title = TitleOf(m),
        By = m.By is { } by ? NameOf(by) : m.EvidenceId is not null ? "调解员收集" : m.Kind is Domain.Cases.PaperKind.Application or Domain.Cases.PaperKind.OralApplicationRecord or Domain.Cases.PaperKind.Withdrawal ? "申请人" : "本组织",
        On = m.On is { } on ? $"{on:yyyy-MM-dd}" : null,
        Pages = pages,
        Remark = m.EvidenceId is { } id && Case.Evidence.Find(e => e.Id == id)?.Withdrawal is not null ? "已撤回" : m is { Kind: not null, PaperId: null } ? "扫描件" : null,
    };

    internal PaperModel DossierPaper(Documents.PaperKind kind)
    {
        var materials = CaseDossier.Of(Case);
        return kind is Documents.PaperKind.DossierCover ? DossierCover(DossierVolume.Main, materials) : DossierIndex(materials, [.. Enum.GetValues<DossierVolume>().Where(v => v is DossierVolume.Main || materials.Any(m => m.Volume == v))], notes: true);
    }
}
