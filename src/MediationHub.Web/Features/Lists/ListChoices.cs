using System.Text;
using Dapper;
using MediationHub.Store;
using MediationHub.Store.Keys;

namespace MediationHub.Web.Features.Lists;

/// <summary>A search kept under a name: the list's address is all there is to it, and whoever is given it sees it within the own scope.</summary>
/// <param name="Query">The address behind the question mark.</param>
public sealed record ListView(long Id, string Name, string Query);

/// <summary>How a person has arranged a list.</summary>
/// <param name="Columns">Keys in their order; null where nothing was chosen.</param>
public sealed record ListChoice(IReadOnlyList<string>? Columns, IReadOnlyList<ListView> Views);

/// <summary>What people have chosen for their lists, kept on the server. Names and queries of views are encrypted: people search for people.</summary>
public sealed class ListChoices(HubStore store)
{
    public const int MostViews = 30;

    private readonly byte[] _key = store.Keys.Derive("list-views");

    public async Task<ListChoice> Of(string userName, string list, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var columns = await connection.QuerySingleOrDefaultAsync<string[]?>("select columns from list_columns where user_name = @userName and list = @list", new { userName, list });
        var views = await connection.QueryAsync<(long Id, byte[] Name, byte[] Query)>("select id, name, query from list_views where user_name = @userName and list = @list order by id", new { userName, list });
        return new(columns, [.. views.Select(v => new ListView(v.Id, Opened(v.Name), Opened(v.Query)))]);
    }

    /// <param name="columns">Null puts the list's own columns back.</param>
    public async Task Choose(string userName, string list, IReadOnlyList<string>? columns, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        if (columns is null) await connection.ExecuteAsync("delete from list_columns where user_name = @userName and list = @list", new { userName, list });
        else await connection.ExecuteAsync("insert into list_columns (user_name, list, columns) values (@userName, @list, @columns) on conflict (user_name, list) do update set columns = excluded.columns", new { userName, list, columns = columns.ToArray() });
    }

    /// <summary>Keeps a search; one of the same name gives way to it. Null where there are too many.</summary>
    public async Task<long?> Keep(string userName, string list, string name, string query, CancellationToken cancel)
    {
        var known = (await Of(userName, list, cancel)).Views;
        if (known.Count >= MostViews && known.All(v => v.Name != name)) return null;
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync("delete from list_views where user_name = @userName and id = any(@same)", new { userName, same = known.Where(v => v.Name == name).Select(v => v.Id).ToArray() });
        return await connection.ExecuteScalarAsync<long>("insert into list_views (user_name, list, name, query) values (@userName, @list, @name, @query) returning id", new { userName, list, name = Sealed(name), query = Sealed(query) });
    }

    /// <returns>Whether there was such a view of this person.</returns>
    public async Task<bool> Drop(string userName, string list, long id, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.ExecuteAsync("delete from list_views where user_name = @userName and list = @list and id = @id", new { userName, list, id }) > 0;
    }

    private byte[] Sealed(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var into = new byte[plain.Length + Sealing.Overhead];
        Sealing.Seal(_key, plain, [], into);
        return into;
    }

    private string Opened(byte[] from) => Encoding.UTF8.GetString(Sealing.Open(_key, from, []));
}
