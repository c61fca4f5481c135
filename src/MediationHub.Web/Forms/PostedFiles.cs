using MediationHub.Store.Files;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Files;
using Microsoft.Extensions.Primitives;

namespace MediationHub.Web.Forms;

/// <summary>Files that come with a form: each is taken in at once, and its id stands in the field in its place.</summary>
public static class PostedFiles
{
    /// <summary>The form with ids where the files were (their names in <c>_file:{id}</c>), and what is wrong with any of them.</summary>
    /// <param name="several">Whether a field takes more than one.</param>
    /// <param name="but">Fields whose files are read where they are and not kept.</param>
    public static async Task<(FormCollection Form, FormErrors Errors)> Take(HttpContext http, Func<string, bool>? several = null, IReadOnlyCollection<string>? but = null)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var files = http.RequestServices.GetRequiredService<FileStore>();
        var fields = form.ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        var errors = new FormErrors();
        foreach (var posted in form.Files.Where(f => f.Length > 0 && but?.Contains(f.Name) is not true))
        {
            var (stored, refusal) = await FileEndpoints.Add(files, posted, http);
            if (stored is null)
            {
                errors.Add(posted.Name, refusal!.Chinese);
                continue;
            }
            fields[posted.Name] = several?.Invoke(posted.Name) is true && fields.TryGetValue(posted.Name, out var sent) ? StringValues.Concat(sent, stored.Id.Value) : stored.Id.Value;
            fields[$"_file:{stored.Id}"] = stored.Name;
        }
        return (new(fields), errors);
    }
}
