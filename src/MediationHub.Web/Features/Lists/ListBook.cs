using MediationHub.Domain.Access;
using MediationHub.Web.Api;
using Microsoft.Extensions.Primitives;

namespace MediationHub.Web.Features.Lists;

/// <summary>What all lists can do by themselves: say their columns, and give all their rows to an export.</summary>
public abstract class ListBook(ListKind kind)
{
    /// <summary>Most rows of one export.</summary>
    public const int MostRows = 100_000;

    public ListKind Kind => kind;

    /// <summary>The columns that this person may have, the list's own order.</summary>
    public abstract IReadOnlyList<ListColumn> ColumnsOf(Actor actor);

    /// <summary>The list that an address asks for, row by row in the columns the person has chosen; or why not.</summary>
    public abstract Task<(IReadOnlyList<ListColumn>? Columns, IAsyncEnumerable<IReadOnlyList<object?>>? Rows, Problem? Problem)> Sheet(HttpContext http, Dictionary<string, StringValues> query);
}

/// <inheritdoc/>
public abstract class ListBook<TRow>(ListKind kind, ListChoices choices) : ListBook(kind)
{
    public abstract IReadOnlyList<ListColumn<TRow>> Columns(Actor actor);

    /// <summary>How many rows the list has (counted to <paramref name="most"/>), and all of them.</summary>
    protected abstract Task<(int Count, IAsyncEnumerable<TRow> Rows, Problem? Problem)> Everything(HttpContext http, Dictionary<string, StringValues> query, int most);

    public sealed override IReadOnlyList<ListColumn> ColumnsOf(Actor actor) => Columns(actor);

    public sealed override async Task<(IReadOnlyList<ListColumn>? Columns, IAsyncEnumerable<IReadOnlyList<object?>>? Rows, Problem? Problem)> Sheet(HttpContext http, Dictionary<string, StringValues> query)
    {
        var actor = Identity.Signing.Actor(http);
        var (count, rows, problem) = await Everything(http, query, MostRows);
        if (problem is not null) return (null, null, problem);
        if (count > MostRows) return (null, null, Problem.Invalid("purpose", $"符合条件的记录超过 {MostRows:N0} 行，请增加查询条件（例如按年份）后分次导出。", $"There are more than {MostRows:N0} rows: narrow the list and export in parts."));
        var columns = Arranged.Chosen(Columns(actor), (await choices.Of(actor.UserName, Kind.Name, http.RequestAborted)).Columns);
        return (columns, Values(rows, columns), null);
    }

    private static async IAsyncEnumerable<IReadOnlyList<object?>> Values(IAsyncEnumerable<TRow> rows, IReadOnlyList<ListColumn<TRow>> columns)
    {
        await foreach (var row in rows)
        {
            var values = new object?[columns.Count];
            for (var i = 0; i < values.Length; i++) values[i] = columns[i].Value(row);
            yield return values;
        }
    }
}
