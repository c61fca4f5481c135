namespace MediationHub.Web.Features.Site;

/// <summary>Addresses of lists: filters and page stand in the query.</summary>
public static class PageQuery
{
    /// <summary>The page asked for, within what a list goes to; anything else is the first.</summary>
    public static int Page(this HttpRequest request, int pageSize) =>
        int.TryParse(request.Query["page"], out var page) && page >= 1 && (long)page * pageSize <= Api.Paging.CountedTo ? page : 1;

    /// <summary>The same address with one value changed; null leaves it out.</summary>
    public static string With(this HttpRequest request, string name, string? value) =>
        request.Path + QueryString.Create(request.Query.Where(q => q.Key is not "done" && q.Key != name)
            .SelectMany(q => q.Value.Where(v => !string.IsNullOrEmpty(v)).Select(v => KeyValuePair.Create(q.Key, v)))
            .Concat(value is null ? [] : [KeyValuePair.Create(name, (string?)value)])).ToString();

    /// <summary>A value of the query; blank is none.</summary>
    public static string? Asked(this HttpRequest request, string name, int longest = 100) => request.Query[name].ToString().Trim() is { Length: > 0 } value && value.Length <= longest ? value : null;
}
