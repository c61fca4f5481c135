using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Files;
using Microsoft.AspNetCore.Identity;

namespace MediationHub.Tests.Load;

/// <summary>An organization that receives cases, with the mediator who works on them.</summary>
public sealed record Office(OrganizationId Organization, MediatorId Mediator)
{
    /// <summary>The mediator's account.</summary>
    public string UserName => $"mediator-{Organization.Value}";

    public Actor Actor => new(UserName, new HashSet<Role> { Role.Mediator }, Organization, Mediator);
}

/// <summary>Active organizations to put load on, made by the same commands that make any other.</summary>
public static class Province
{
    /// <param name="on">The day on which they are set up; some days back, so that cases may have been received since. The store's clock must stand on it.</param>
    public static async Task<Office[]> Found(IAggregates aggregates, FileStore files, int offices, DateOnly on) =>
        await Task.WhenAll(Enumerable.Range(0, offices).Select(i => Found(aggregates, files, $"{i:000}", on)));

    /// <summary>Gives each office's mediator an account.</summary>
    public static async Task SignUp(AccountStore accounts, IEnumerable<Office> offices, string password)
    {
        var hash = new PasswordHasher<Account>().HashPassword(new(), password);
        foreach (var office in offices)
        {
            await accounts.CreateAsync(new()
            {
                UserName = office.UserName,
                DisplayName = "周建国",
                PasswordHash = hash,
                Roles = ["mediator"],
                OrganizationId = office.Organization.Value,
                MediatorId = office.Mediator.Value,
                MustChangePassword = false,
                SecurityStamp = Guid.NewGuid().ToString("N"),
            }, default);
        }
    }

    /// <param name="mark">Three digits that no other has.</param>
    /// <param name="unit">Code of its region.</param>
    public static async Task<Office> Found(IAggregates aggregates, FileStore files, string mark, DateOnly on, string unit = "220100")
    {
        var office = new Office(new($"o{mark}"), new($"m{mark}"));
        await Send<Organization>(office.Organization.Value, new CreateOrganization(office.Organization, new()
        {
            Code = $"CY{mark}",
            Name = $"朝阳区第{mark}劳动争议调解中心",
            Type = OrganizationType.Regional,
            Unit = unit,
            Address = "长春市朝阳区人民大街 1 号",
            Phone = "0431-88690000",
            HeadName = "李国华",
            SealName = $"朝阳区第{mark}劳动争议调解中心",
            Systems = MediationSystems.All,
            Posted = true,
            Coverage = "朝阳区",
        }));
        await Send<Organization>(office.Organization.Value, new SubmitOrganization(on));
        await Send<Organization>(office.Organization.Value, new FileOrganization(on));

        var born = new DateOnly(1980, 3, 7);
        await Send<Mediator>(office.Mediator.Value, new NominateMediator(office.Mediator, new()
        {
            Name = "周建国",
            Sex = Sex.Male,
            BornOn = born,
            IdType = IdType.ResidentId,
            IdNumber = People.ResidentNumber(born, 2 * int.Parse(mark) + 1),
            Phone = "13844010001",
            Employer = "朝阳区人力资源和社会保障局",
            FullTime = true,
        }, QualitiesConfirmed: true));
        await Send<Mediator>(office.Mediator.Value, new CertifyMediator($"TJ{mark}", "吉林省人力资源和社会保障厅", on));
        await Send<Mediator>(office.Mediator.Value, new AppointMediator(office.Organization, on, on.AddYears(3).AddDays(-1)));
        foreach (var kind in new[] { ProofKind.Seal, ProofKind.Posted })
        {
            var (file, _) = await files.Add($"{kind}.pdf", "%PDF-1.4"u8.ToArray(), "system");
            await Send<Organization>(office.Organization.Value, new AddProof(kind, file!.Id));
        }
        await Send<Organization>(office.Organization.Value, new ActivateOrganization(on));
        return office;

        async Task Send<TState>(string id, ICommand<TState> command) where TState : class, IAggregate<TState>
        {
            var answer = await aggregates.Send(id, command, new Request(Actor.System));
            if (answer.Kind is not AnswerKind.Done) throw new InvalidOperationException($"{command.GetType().Name}: {answer.Kind} {answer.Refusal?.Chinese}");
        }
    }
}
