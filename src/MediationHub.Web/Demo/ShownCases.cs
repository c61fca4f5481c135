using MediationHub.Domain.Cases;

namespace MediationHub.Web.Demo;

/// <summary>Cases that show something in particular, so that it is met with whatever the dice say.</summary>
internal static class ShownCases
{
    private const int Mine = 1;

    /// <summary>Open ones: every stage and light, in the hands of the demo mediator, of others, or of nobody.</summary>
    public static IEnumerable<CaseSpec> Open(World world)
    {
        const Traits Quick = Traits.Brisk;
        var (today, agenda) = (world.Today, world.Agenda);
        DateOnly Ago(int days) => agenda.WorkdayBefore(today, days);
        CaseSpec At(CaseStage stage, DateOnly received, Traits traits, int lead = Mine) => new(0, Bodies.Demo, received, Outcome.Agreed) { Halt = stage, Lead = lead, Traits = Quick | traits, Source = CaseSource.PartyApplication, Form = ApplicationForm.Written };

        yield return At(CaseStage.Registered, Ago(1), Traits.Assigned);
        yield return At(CaseStage.Registered, Ago(2), Traits.Assigned);
        yield return At(CaseStage.Registered, Ago(3), Traits.Assigned);
        yield return At(CaseStage.Registered, Ago(1), Traits.Unassigned) with { Source = CaseSource.OnlinePlatform, Form = ApplicationForm.Online };
        yield return At(CaseStage.Registered, Ago(2), Traits.Unassigned);
        yield return At(CaseStage.Registered, Ago(6), Traits.Unassigned);
        yield return At(CaseStage.ConsentPending, Ago(2), Traits.Assigned);
        yield return At(CaseStage.ConsentPending, Ago(3), Traits.Assigned);
        yield return At(CaseStage.ConsentPending, Ago(3), Traits.Unassigned);
        yield return At(CaseStage.ConsentPending, Ago(4), Traits.TransferPending | Traits.Unassigned) with { TransferTo = Bodies.All[8] };
        yield return At(CaseStage.ConsentPending, Ago(4), Traits.TransferPending | Traits.Unassigned) with { Body = Bodies.All[2], TransferTo = Bodies.Demo };

        yield return At(CaseStage.Accepted, Ago(3), Traits.SessionAhead | Traits.Agent) with { Dispute = "07.1" };
        yield return At(CaseStage.Accepted, Ago(4), Traits.SessionAhead) with { Dispute = "11" };
        yield return At(CaseStage.Accepted, ReceivedFor(world, today.AddDays(2)) ?? Ago(9), Traits.None);
        yield return At(CaseStage.Accepted, Ago(4), Traits.RecusalPending, 2);

        yield return At(CaseStage.InMediation, Ago(5), Traits.Agent | Traits.SessionAhead) with { Dispute = "07.1" };
        yield return At(CaseStage.InMediation, Ago(6), Traits.Private) with { Dispute = "12" };
        yield return At(CaseStage.InMediation, ReceivedFor(world, today.AddDays(3)) ?? Ago(8), Traits.Private | Traits.Released) with { Dispute = "10.2" };
        yield return At(CaseStage.InMediation, ReceivedFor(world, today) ?? Ago(10), Traits.Agent) with { Dispute = "02.1" };
        yield return At(CaseStage.InMediation, Ago(17), Traits.None) with { Dispute = "07.2" };
        yield return At(CaseStage.InMediation, Ago(8), Traits.Suspended, 2) with { Dispute = "10.1" };
        yield return At(CaseStage.InMediation, Ago(7), Traits.Collective | Traits.SessionAhead, 3) with { Dispute = "07.1" };

        yield return At(CaseStage.AgreementDrafted, Ago(6), Traits.None) with { Dispute = "07.1" };
        yield return At(CaseStage.AgreementDrafted, Ago(7), Traits.Agent | Traits.Instalments) with { Dispute = "11" };
        yield return At(CaseStage.AgreementDrafted, ReceivedFor(world, today.AddDays(1)) ?? Ago(9), Traits.None, 2);
        yield return At(CaseStage.AgreementEffective, Ago(7), Traits.None) with { Dispute = "07.1" };
        yield return At(CaseStage.AgreementEffective, Ago(8), Traits.Instalments) with { Dispute = "10.2" };
        yield return At(CaseStage.AgreementEffective, Ago(9), Traits.None, 3);
    }

    /// <summary>Ended ones: each outcome, each source, each ground of rejection, and what is rare.</summary>
    public static IEnumerable<CaseSpec> Past(World world)
    {
        var back = 60;
        CaseSpec Next(Outcome ends, Traits traits = Traits.None, int lead = Mine) =>
            new(0, Bodies.Demo, world.Agenda.WorkdayBefore(world.Today.AddDays(-(back += 9)), 0) is var day && world.Agenda.Calendar.IsWorkingDay(day) ? day : world.Agenda.WorkdayBefore(day, 1), ends) { Lead = lead, Traits = traits };

        // Money that is due on the day itself, was due, or was never paid.
        yield return Next(Outcome.Agreed, Traits.DueToday | Traits.Brisk) with { ReceivedOn = world.Agenda.WorkdayBefore(world.Today, 14), Dispute = "07.1" };
        yield return Next(Outcome.Agreed, Traits.Overdue | Traits.Brisk) with { ReceivedOn = world.Agenda.WorkdayBefore(world.Today, 50), Dispute = "07.1" };
        yield return Next(Outcome.Agreed, Traits.Overdue | Traits.Instalments) with { Dispute = "11" };
        yield return Next(Outcome.Agreed, Traits.Default) with { Dispute = "07.1" };
        yield return Next(Outcome.Agreed, Traits.Instalments | Traits.PaidLate | Traits.Agent) with { Dispute = "12" };
        yield return Next(Outcome.NoAgreement, Traits.ReopenRequested | Traits.Brisk) with { ReceivedOn = world.Agenda.WorkdayBefore(world.Today, 10) };
        yield return Next(Outcome.NoAgreement, Traits.Reopened);
        yield return Next(Outcome.Agreed, Traits.Collective) with { Dispute = "07.1" };
        yield return Next(Outcome.NoAgreement, Traits.Collective, 2) with { Dispute = "04.3" };
        yield return Next(Outcome.Agreed, Traits.Supplement | Traits.Agent) with { Dispute = "11" };
        yield return Next(Outcome.Agreed, Traits.Extension | Traits.Private | Traits.Released, 2);
        yield return Next(Outcome.Agreed, Traits.LateEntry, 3);
        yield return Next(Outcome.Agreed, Traits.LateAcceptance | Traits.Slow, 2);
        yield return Next(Outcome.Agreed, Traits.Recusal | Traits.Archived);
        yield return Next(Outcome.Agreed, Traits.AddedParty | Traits.Archived) with { Dispute = "20" };
        yield return Next(Outcome.NoAgreement, Traits.Resumed, 3);
        yield return Next(Outcome.Agreed, Traits.Archived) with { Dispute = "14" };
        yield return Next(Outcome.AgreedOral) with { Form = ApplicationForm.Oral };
        yield return Next(Outcome.SettledWithdrawn);
        yield return Next(Outcome.Partial);
        yield return Next(Outcome.Expired);
        yield return Next(Outcome.Stopped, lead: 2);
        yield return Next(Outcome.Absent);
        yield return Next(Outcome.Withdrawn, lead: 3);
        yield return Next(Outcome.RespondentRefused);
        yield return Next(Outcome.Terminated);
        yield return Next(Outcome.Void, Traits.Duplicate);   // of the one that follows here and came before it
        yield return Next(Outcome.NoAgreement);
        yield return Next(Outcome.Agreed) with { TransferTo = Bodies.All[8] };
        yield return Next(Outcome.Agreed, Traits.TransferDeclined) with { TransferTo = Bodies.All[3] };
        yield return Next(Outcome.Agreed) with { Body = Bodies.All[2], Lead = null, TransferTo = Bodies.Demo };
        foreach (var ground in Enum.GetValues<RejectGround>()) yield return Next(Outcome.NotAccepted, lead: 2) with { Ground = ground, Body = (int)ground < 3 ? Bodies.Demo : Bodies.All[1], Lead = null };
        foreach (var source in Enum.GetValues<CaseSource>()) yield return Next((int)source % 3 == 0 ? Outcome.NoAgreement : Outcome.Agreed, Traits.Archived, (int)source % 4 + 1) with { Source = source, Body = (int)source < 5 ? Bodies.Demo : Bodies.All[1], Lead = null };
    }

    /// <summary>The working day of receipt by which the mediation term ends on that day; null where none does.</summary>
    private static DateOnly? ReceivedFor(World world, DateOnly due)
    {
        for (var day = due.AddDays(-10); day > due.AddDays(-30); day = day.AddDays(-1))
            if (world.Agenda.Calendar.IsWorkingDay(day) && day < world.Today && world.Clock("MED15R", day).Due == due) return day;
        return null;
    }
}
