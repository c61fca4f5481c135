using System.Text.RegularExpressions;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Files;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Files;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Forms;
using Microsoft.Extensions.Primitives;

namespace MediationHub.Web.Features.Cases.Steps;

/// <summary>A posted form of a case: its files are taken in first, then it is read as the body that the API takes.</summary>
public static partial class FormPosts
{
    /// <summary>What was filled in, each new file under its id, and what is wrong with files.</summary>
    public static async Task<(FormValues Values, FormErrors Errors)> Read(HttpContext http, IReadOnlyDictionary<string, FieldKind> kinds, IReadOnlyCollection<string> incidental)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var files = http.RequestServices.GetRequiredService<FileStore>();
        var fields = form.ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        var errors = new FormErrors();
        foreach (var posted in form.Files.Where(f => f.Length > 0 && f.Name != MemberList.SheetField))
        {
            var (stored, refusal) = await FileEndpoints.Add(files, posted, http);
            if (stored is null)
            {
                errors.Add(posted.Name, CaseText.FullWidth(refusal!.Chinese));
                continue;
            }
            var several = kinds.GetValueOrDefault(AnyIndex().Replace(posted.Name, "[]")) is FieldKind.TickList;
            fields[posted.Name] = several && fields.TryGetValue(posted.Name, out var sent) ? StringValues.Concat(sent, stored.Id.Value) : stored.Id.Value;
            fields[$"_file:{stored.Id}"] = stored.Name;
        }
        var values = FormValues.From(new FormCollection(fields), incidental);
        foreach (var (path, sentence) in values.Unreadable(kinds)) errors.Add(path, sentence);
        return (values, errors);
    }

    /// <summary>A refusal's sentences under the form's own fields.</summary>
    /// <param name="before">What stands before a field's sentence, such as the line it is about.</param>
    public static FormErrors Shown(Problem problem, Func<string, string>? fieldOf = null, Func<string, string>? before = null)
    {
        var errors = new FormErrors();
        foreach (var (field, message) in problem.Errors(english: false).All) errors.Add(fieldOf?.Invoke(field) ?? field, before?.Invoke(field) + CaseText.FullWidth(message));
        return errors;
    }

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex AnyIndex();
}
