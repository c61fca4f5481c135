using MediationHub.Web.Features.Cases.Dossier;
using MediationHub.Web.Features.Cases.List;
using MediationHub.Web.Features.Cases.Opening;
using MediationHub.Web.Features.Cases.Register;
using MediationHub.Web.Features.Cases.Register.Phone;
using MediationHub.Web.Features.Cases.Reveal;
using MediationHub.Web.Features.Cases.Serving;
using MediationHub.Web.Features.Cases.Steps;
using MediationHub.Web.Features.Papers;

namespace MediationHub.Web.Features.Cases;

/// <summary>The pages of cases.</summary>
public static class CasePages
{
    public static void MapCasePages(this IEndpointRouteBuilder pages)
    {
        pages.MapCaseList();
        pages.MapRegister();
        pages.MapPhone();
        pages.MapOpening();
        pages.MapDossier();
        pages.MapReveal();
        pages.MapSteps();
        pages.MapService();
        pages.MapPaperPages();
    }
}
