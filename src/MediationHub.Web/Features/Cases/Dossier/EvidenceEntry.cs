using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Files;

namespace MediationHub.Web.Features.Cases.Dossier;

/// <summary>One piece of evidence with what is known of its file.</summary>
/// <param name="Openable">This person may open it.</param>
public sealed record EvidenceEntry(Evidence Evidence, string? ContentType, long? Bytes, bool Openable)
{
    public string Preview => $"/files/{Evidence.FileId}/preview";
    public string Download => $"/api/v1/files/{Evidence.FileId}";
    public bool IsPicture => ContentType is "image/jpeg" or "image/png";
    public bool Previewable => Openable && (IsPicture || ContentType is "application/pdf");

    public string TypeText => ContentType switch
    {
        "application/pdf" => "PDF",
        "image/jpeg" or "image/png" => "图片",
        { } word when word.EndsWith("wordprocessingml.document", StringComparison.Ordinal) => "Word",
        { } sheet when sheet.EndsWith("spreadsheetml.sheet", StringComparison.Ordinal) => "Excel",
        _ => "文件",
    };

    public string? Size => Bytes switch { null => null, < 1024 * 1024 => $"{Math.Max(1, Bytes.Value / 1024)} KB", _ => $"{Bytes.Value / 1024m / 1024m:0.0} MB" };

    public static async Task<IReadOnlyList<EvidenceEntry>> Of(CaseFileModel model, FileStore files, CancellationToken cancel)
    {
        var known = await files.FindAll(model.State.Evidence.Select(e => e.FileId), cancel);
        return
        [
            .. from shown in model.Shown.Evidence
               let evidence = model.State.Evidence.Find(e => e.Id == shown.Id)!
               let openable = model.MayOpenFiles && evidence.MayBeReadBy(model.Actor, model.State)
               let file = openable ? known.GetValueOrDefault(evidence.FileId) : null
               select new EvidenceEntry(shown, file?.ContentType, file?.Size, openable && file is not null),
        ];
    }
}
