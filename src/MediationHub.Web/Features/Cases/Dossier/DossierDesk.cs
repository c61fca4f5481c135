using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using MediationHub.Documents;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Files;
using MediationHub.Web.Features.Papers;
using PaperKind = MediationHub.Documents.PaperKind;

namespace MediationHub.Web.Features.Cases.Dossier;

/// <summary>The file of a case as its page shows it.</summary>
/// <param name="Binds">A volume can be had as one PDF here.</param>
public sealed record DossierShown(IReadOnlyList<ArchivePaper> Checklist, IReadOnlyList<DossierMaterial> Materials, RetentionPeriod? Retention, bool Binds);

/// <summary>Puts the file 卷宗 of a case together: for the page, as a zip, and as one PDF where Chromium and a binding program are there.</summary>
public sealed partial class DossierDesk(PaperDesk papers, PaperRenderer renderer, PdfPrinter pdf, FileStore files)
{
    /// <summary>Whether a volume can be had as one PDF on this installation.</summary>
    public bool Binds => pdf.Binds;

    public DossierShown Of(MediationCase c, Context at) => new(c.Closing is null ? [] : ArchiveChecklist.Of(c), CaseDossier.Of(c), CaseRetention.Of(c, at.Rules), pdf.Binds);

    /// <summary>One volume with cover, index and notes, its pages counted.</summary>
    /// <exception cref="PdfPrintException">Chromium or the binding program failed.</exception>
    public async Task<byte[]> Bind(HttpContext http, MediationCase c, DossierVolume volume)
    {
        var cancel = http.RequestAborted;
        var models = await papers.ModelsOf(http, c);
        var materials = CaseDossier.Of(c);
        var parts = new List<byte[]>();
        var pages = new Dictionary<DossierMaterial, string>();
        var total = 0;
        var bound = new Dictionary<FileId, string>();
        foreach (var material in materials.Where(m => m.Volume == volume))
        {
            // One scan may stand for several papers: it is bound once, and each of them is found there.
            if (bound.TryGetValue(material.FileId, out var there))
            {
                pages[material] = there;
                continue;
            }
            var (part, count) = await Printed(material, models, cancel);
            pages[material] = bound[material.FileId] = count == 1 ? $"{total + 1}" : $"{total + 1}–{total + count}";
            total += count;
            parts.Add(part);
        }
        var cover = await Print(PaperKind.DossierCover, models.DossierCover(volume, materials, total), cancel);
        var index = await Print(PaperKind.DossierIndex, models.DossierIndex(materials, [volume], notes: false, m => pages.GetValueOrDefault(m)), cancel);
        var notes = await Print(PaperKind.DossierIndex, models.DossierIndex([.. materials.Where(m => m.Volume == volume)], [], notes: true, total: total), cancel);
        return await pdf.JoinAsync([cover, index, .. parts, notes], cancel);
    }

    /// <summary>Every material as it is kept, both volumes in folders, with an index page that leads to each. What can go wrong with templates does so before the first byte.</summary>
    public async Task<Func<Stream, Task>> Zip(HttpContext http, MediationCase c)
    {
        var cancel = http.RequestAborted;
        var models = await papers.ModelsOf(http, c);
        var materials = CaseDossier.Of(c);
        var volumes = Enum.GetValues<DossierVolume>().Where(v => v is DossierVolume.Main || materials.Any(m => m.Volume == v))
            .Select(v => (Volume: v, Cover: renderer.Html(PaperKind.DossierCover, models.DossierCover(v, materials)).Text, Index: renderer.Html(PaperKind.DossierIndex, models.DossierIndex(materials, [v], notes: v is DossierVolume.Main)).Text)).ToList();
        return async into =>
        {
            using var ready = new WaitingStream();
            using (var zip = new ZipArchive(ready, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8)) await Fill(zip, ready, into);
            await ready.PassOn(into, cancel);
        };

        async Task Fill(ZipArchive zip, WaitingStream ready, Stream into)
        {
            var lines = new StringBuilder();
            var added = new Dictionary<FileId, string>();
            foreach (var (volume, cover, index) in volumes)
            {
                lines.Append(CultureInfo.InvariantCulture, $"<h2>{volume.Chinese()}</h2><table><thead><tr><th>序号</th><th>材料名称</th><th>日期</th></tr></thead><tbody>");
                await Page($"{volume.Chinese()}/00 卷宗封面", cover, "卷宗封面");
                await Page($"{volume.Chinese()}/00 卷内目录", index, volume is DossierVolume.Main ? "卷内目录、备考表" : "卷内目录");
                foreach (var material in materials.Where(m => m.Volume == volume))
                {
                    var title = models.TitleOf(material);
                    if (!MayBeRead(material, models))
                    {
                        Row($"{material.No}", title + "（不在导出范围）", material.On, null);
                        continue;
                    }
                    if (added.TryGetValue(material.FileId, out var before))
                    {
                        Row($"{material.No}", title, material.On, before);
                        continue;
                    }
                    var file = await files.Find(material.FileId, cancel);
                    var bytes = await files.Read(material.FileId, cancel);
                    if (file is null || bytes is null) continue;
                    var extension = Extension(file.ContentType);
                    if (material.PaperId is not null && pdf.Configured && await pdf.PrintAsync(Encoding.UTF8.GetString(bytes), cancel) is { } printed) (bytes, extension) = (printed, ".pdf");
                    var path = $"{volume.Chinese()}/{material.No:00} {Safe(title)}{extension}";
                    await Add(added[material.FileId] = path, bytes);
                    Row($"{material.No}", title, material.On, path);
                }
                lines.Append("</tbody></table>");
            }
            var number = WebUtility.HtmlEncode(c.Number);
            await Add("index.html", Encoding.UTF8.GetBytes($"""
                <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>卷宗 {number}</title>
                <style>body{"{"}font:16px/1.7 sans-serif;max-width:52em;margin:2em auto;padding:0 1em{"}"}table{"{"}border-collapse:collapse;width:100%{"}"}th,td{"{"}border:1px solid #999;padding:.3em .6em;text-align:left{"}"}</style></head>
                <body><h1>卷宗 {number}</h1><p>{WebUtility.HtmlEncode(models.Organization.Name)}，{models.At.Today:yyyy-MM-dd} 导出。内容涉及个人信息，请妥善保管。</p>{lines}</body></html>
                """));

            async Task Page(string name, string html, string title)
            {
                var path = pdf.Configured ? name + ".pdf" : name + ".html";
                await Add(path, pdf.Configured ? (await pdf.PrintAsync(html, cancel))! : Encoding.UTF8.GetBytes(html));
                Row("—", title, null, path);
            }

            void Row(string no, string title, DateOnly? on, string? path)
            {
                var text = WebUtility.HtmlEncode(title);
                var link = path is null ? text : $"<a href=\"{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}\">{text}</a>";
                lines.Append(CultureInfo.InvariantCulture, $"<tr><td>{no}</td><td>{link}</td><td>{on:yyyy-MM-dd}</td></tr>");
            }

            async Task Add(string path, byte[] bytes)
            {
                // Pictures and PDF are packed already.
                using (var stream = zip.CreateEntry(path, path.EndsWith(".html", StringComparison.Ordinal) ? CompressionLevel.Optimal : CompressionLevel.NoCompression).Open()) stream.Write(bytes);
                await ready.PassOn(into, cancel);
            }
        }
    }

    /// <summary>A material as pages: a paper printed, a picture on a page of its own, a PDF as it is; of anything else a page that says where it is.</summary>
    private async Task<(byte[] Pdf, int Pages)> Printed(DossierMaterial material, PaperModels models, CancellationToken cancel)
    {
        var title = models.TitleOf(material);
        var file = MayBeRead(material, models) ? await files.Find(material.FileId, cancel) : null;
        var bytes = file is null ? null : await files.Read(file.Id, cancel);
        switch (file?.ContentType)
        {
            case "application/pdf" when await pdf.CountPagesAsync(bytes!, cancel) is > 0 and var pages:
                return (bytes!, pages);
            case "image/jpeg" or "image/png":
                return (await PrintHtml(Sheet($"<p>{WebUtility.HtmlEncode(title)}</p><img src=\"data:{file.ContentType};base64,{Convert.ToBase64String(bytes!)}\" alt=\"\">"), cancel), 1);
            case { } type when type.StartsWith("text/html", StringComparison.Ordinal):
                var printed = await PrintHtml(Encoding.UTF8.GetString(bytes!), cancel);
                return (printed, Math.Max(1, PageObject().Count(Encoding.Latin1.GetString(printed))));
            case { } other:
                return (await PrintHtml(Sheet($"<p>{WebUtility.HtmlEncode(title)}</p><p>本件为电子文件（{(other is "application/pdf" ? "不能合并的 PDF" : "Word、Excel")}），另存于系统，随卷宗压缩包导出。</p>"), cancel), 1);
            default:
                return (await PrintHtml(Sheet($"<p>{WebUtility.HtmlEncode(title)}</p><p>本件不在导出范围。</p>"), cancel), 1);
        }
    }

    private static bool MayBeRead(DossierMaterial material, PaperModels models) =>
        material.EvidenceId is not { } id || models.Case.Evidence.Find(e => e.Id == id)?.MayBeReadBy(models.At.Actor, models.Case) is true;

    private Task<byte[]> Print(PaperKind kind, PaperModel model, CancellationToken cancel) => PrintHtml(renderer.Html(kind, model).Text, cancel);

    private async Task<byte[]> PrintHtml(string html, CancellationToken cancel) => await pdf.PrintAsync(html, cancel) ?? throw new PdfPrintException("没有配置 Chromium");

    private static string Sheet(string body) => $$"""
        <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
        <style>@page{size:A4;margin:15mm}*{margin:0}html,body{height:266mm;overflow:hidden}body{display:flex;flex-direction:column;align-items:center;gap:4mm;font:12pt/1.5 "FangSong","Noto Serif CJK SC",serif}img{min-height:0;max-width:100%;object-fit:contain}</style></head>
        <body>{{body}}</body></html>
        """;

    private static string Extension(string contentType) => contentType switch
    {
        "application/pdf" => ".pdf",
        "image/jpeg" => ".jpg",
        "image/png" => ".png",
        var t when t.EndsWith("wordprocessingml.document", StringComparison.Ordinal) => ".docx",
        var t when t.EndsWith("spreadsheetml.sheet", StringComparison.Ordinal) => ".xlsx",
        _ => ".html",
    };

    /// <summary>A name that Windows takes, too.</summary>
    private static string Safe(string title)
    {
        var name = NotInNames().Replace(title, "_").Trim(' ', '.');
        return name.Length > 60 ? name[..60].TrimEnd() : name.Length == 0 ? "材料" : name;
    }

    [GeneratedRegex("""[\\/:*?"<>|\p{C}]""")]
    private static partial Regex NotInNames();

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex PageObject();
}
