using System.Text;
using System.Xml.Linq;
using Dapper;
using MediationHub.Store;
using MediationHub.Store.Keys;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace MediationHub.Web.Identity;

/// <summary>The keys of cookies and antiforgery, in PostgreSQL so that every node reads the same, under a key of the installation.</summary>
internal sealed class DataProtectionKeys(HubStore store) : IXmlRepository
{
    private readonly byte[] _key = store.Keys.Derive("data-protection");

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = store.Database.OpenConnection();
        return [.. connection.Query<byte[]>("select xml from data_protection_keys").Select(x => XElement.Parse(Encoding.UTF8.GetString(Sealing.Open(_key, x, []))))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        var plain = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting));
        var xml = new byte[plain.Length + Sealing.Overhead];
        Sealing.Seal(_key, plain, [], xml);
        using var connection = store.Database.OpenConnection();
        connection.Execute("insert into data_protection_keys (name, xml) values (@friendlyName, @xml) on conflict (name) do update set xml = excluded.xml", new { friendlyName, xml });
    }
}
