using System.Data;
using Dapper;

namespace MediationHub.Store.Rows;

/// <summary>Legal days as parameters and columns of queries.</summary>
internal sealed class DapperDays : SqlMapper.TypeHandler<DateOnly>
{
    public static void Register() => SqlMapper.AddTypeHandler(new DapperDays());

    public override DateOnly Parse(object value) => value is DateOnly day ? day : DateOnly.FromDateTime((DateTime)value);

    public override void SetValue(IDbDataParameter parameter, DateOnly value)
    {
        parameter.DbType = DbType.Date;
        parameter.Value = value;
    }
}
