using System.Text.RegularExpressions;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Forms;

namespace MediationHub.Web.Features.Cases.Steps;

/// <summary>A posted form of a case: its files are taken in first, then it is read as the body that the API takes.</summary>
public static partial class FormPosts
{
    /// <summary>What was filled in, each new file under its id, and what is wrong with files.</summary>
    public static async Task<(FormValues Values, FormErrors Errors)> Read(HttpContext http, IReadOnlyDictionary<string, FieldKind> kinds, IReadOnlyCollection<string> incidental)
    {
        var (form, wrong) = await PostedFiles.Take(http, path => kinds.GetValueOrDefault(AnyIndex().Replace(path, "[]")) is FieldKind.TickList, [MemberList.SheetField]);
        var errors = new FormErrors();
        foreach (var (path, sentence) in wrong.All) errors.Add(path, CaseText.FullWidth(sentence));
        var values = FormValues.From(form, incidental);
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
