//! The questions of the first steps, and what can be answered. The titles are the questions; the help stands below them.

use crate::{collection::plain, step::Prose};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What somebody answers who begins with nothing.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Answers {
    /// A sentence or two, as you would tell a new neighbour: We repair heating systems for private homes and small firms.
    #[schemars(title = "What do you do, and for whom?")]
    pub what_you_do: Prose,
    /// Each place where your people work, home included: Workshop, 5 Mill Lane.
    #[serde(default)]
    #[schemars(title = "Where do you work?")]
    pub places: Vec<String>,
    /// First and last name. This person will own the risks: who owns a risk decides what is done about it, and with what money.
    #[schemars(title = "Who decides?")]
    pub who_decides: String,
    /// First and last name of whoever looks after computers and lists, perhaps you. Left empty, it is the person who decides.
    #[serde(default)]
    #[schemars(title = "Who does the work?")]
    pub who_does_the_work: String,
    /// Firms and freelancers who see your information or keep your systems running: IT support, e-mail, payroll, web shop. Names
    /// as on the bill.
    #[serde(default)]
    #[schemars(title = "Who outside works for you with your information?")]
    pub helpers: Vec<String>,
    /// Tick about five: without which of these would work stop, or serious harm be done?
    #[serde(default)]
    #[schemars(title = "What could you least do without?")]
    pub assets: Vec<CommonAsset>,
    /// What is missing above: a program, a machine, a collection of papers.
    #[serde(default)]
    #[schemars(title = "And what else?")]
    pub other_assets: Vec<String>,
    /// Tick all that is true. The questions about risks on the next page follow from it.
    #[serde(default)]
    #[schemars(title = "Which of these is true of you?")]
    pub true_of_you: Vec<Sort>,
    /// It decides the words by which you later say how bad something would be.
    #[schemars(title = "What would hurt you most?")]
    pub hurts_most: Harm,
    /// From here on the owner of a risk does not sign alone: top management signs too.
    #[schemars(title = "How much risk is too much for one person to accept?")]
    pub too_much: TooMuch,
    /// Tick what binds you, as far as you know.
    #[serde(default)]
    #[schemars(title = "Which laws and contracts ask you to protect information?")]
    pub laws: Vec<Law>,
    /// Others by name. Write contract into the line where it is one: Contract with Miller and Sons.
    #[serde(default)]
    #[schemars(title = "Other laws and contracts?")]
    pub other_laws: Vec<String>,
    /// Since 2024 the standard asks everybody to have thought about this once. No is an answer.
    #[schemars(title = "Could the changing climate get in the way of your work?")]
    pub climate: Climate,
    /// Tick only what is done, not what is meant to be done. It is noted as said by you; nothing is proven by a tick.
    #[serde(default)]
    #[schemars(title = "What do you do already?")]
    pub already: Vec<Habit>,
    /// Numbers of the library's risks that concern you: S01.
    #[serde(default)]
    #[schemars(title = "Which of these could happen to you?")]
    pub risks: Vec<String>,
}

/// What many could not do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CommonAsset {
    /// What you know of customers.
    CustomerRecords,
    /// What you know of your own people.
    StaffRecords,
    /// Letters, and how you are reached.
    Mailboxes,
    /// The folders everybody works in.
    SharedFiles,
    /// Invoices, what is owed, and what is paid.
    #[schemars(title = "Bookkeeping and payments")]
    Accounts,
    /// The program the business runs on.
    MainProgram,
    /// Where customers find you, order or book.
    WebsiteOrShop,
    /// What people work with every day.
    LaptopsAndPhones,
    /// Machines that make what you sell.
    ProductionMachines,
    /// Files on paper.
    PaperFiles,
    /// The copies from which all would be brought back.
    Backups,
    /// Plans, recipes, source code.
    DesignsAndSourceCode,
}

impl CommonAsset {
    const ALL: [CommonAsset; 12] = [
        CommonAsset::CustomerRecords,
        CommonAsset::StaffRecords,
        CommonAsset::Mailboxes,
        CommonAsset::SharedFiles,
        CommonAsset::Accounts,
        CommonAsset::MainProgram,
        CommonAsset::WebsiteOrShop,
        CommonAsset::LaptopsAndPhones,
        CommonAsset::ProductionMachines,
        CommonAsset::PaperFiles,
        CommonAsset::Backups,
        CommonAsset::DesignsAndSourceCode,
    ];

    /// The one of this word: `main-program`.
    pub(crate) fn of(word: &str) -> Option<CommonAsset> {
        serde_json::from_value(word.into()).ok()
    }

    /// The one of this name: `Main program`.
    pub(crate) fn called(name: &str) -> Option<CommonAsset> {
        CommonAsset::ALL.into_iter().find(|one| plain(one.named().0) == plain(name))
    }

    /// What it is called, and its sort in the words of the library.
    pub(super) fn named(self) -> (&'static str, &'static str) {
        match self {
            CommonAsset::CustomerRecords => ("Customer records", "information"),
            CommonAsset::StaffRecords => ("Staff records", "personal data"),
            CommonAsset::Mailboxes => ("Mailboxes", "account"),
            CommonAsset::SharedFiles => ("Shared files", "information"),
            CommonAsset::Accounts => ("Accounts and payments", "process"),
            CommonAsset::MainProgram => ("Main program", "system"),
            CommonAsset::WebsiteOrShop => ("Website or shop", "service"),
            CommonAsset::LaptopsAndPhones => ("Laptops and phones", "endpoint"),
            CommonAsset::ProductionMachines => ("Production machines", "system"),
            CommonAsset::PaperFiles => ("Paper files", "document"),
            CommonAsset::Backups => ("Backups", "backup"),
            CommonAsset::DesignsAndSourceCode => ("Designs and source code", "information"),
        }
    }
}

/// What an organisation is like, in the words of the library of risks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// Most work is done at desks.
    WeWorkInAnOffice,
    /// At home, with customers, on the way.
    WePartlyWorkFromHome,
    /// Programs, apps, services of your own.
    WeBuildSoftware,
    /// Online services hold what you work with.
    WeWorkInTheCloud,
    /// A shop, or a shop on the web.
    WeSellToConsumers,
    /// Things are made or handled by machines.
    WeMakeThings,
    /// Patients, clients, care.
    WeCareForPeople,
    /// An office of state or town, or a school.
    WeArePublic,
    /// More than names and addresses.
    WeKeepDataAboutManyPeople,
    /// Money goes out and comes in by your hands.
    WeHandlePayments,
    /// Others do part of the work.
    WeDependOnSuppliers,
}

impl Sort {
    /// The word for it in the library of risks.
    pub(super) fn fits(self) -> &'static str {
        match self {
            Sort::WeWorkInAnOffice => "office",
            Sort::WePartlyWorkFromHome => "remote-work",
            Sort::WeBuildSoftware => "software",
            Sort::WeWorkInTheCloud => "cloud",
            Sort::WeSellToConsumers => "retail",
            Sort::WeMakeThings => "manufacturing",
            Sort::WeCareForPeople => "health",
            Sort::WeArePublic => "public",
            Sort::WeKeepDataAboutManyPeople => "personal-data",
            Sort::WeHandlePayments => "payments",
            Sort::WeDependOnSuppliers => "suppliers",
        }
    }
}

/// What would hurt most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Harm {
    /// A loss of money.
    LosingMoney,
    /// Nobody can work.
    StandingStillForDays,
    /// Customers leave.
    #[schemars(title = "Losing customers’ trust")]
    LosingCustomersTrust,
    /// Authorities, fines, courts.
    BreakingTheLaw,
}

/// From which level of risk top management signs too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TooMuch {
    /// We are careful: the second of four levels.
    MediumAndAbove,
    /// What most choose: the third of four levels.
    HighAndAbove,
    /// We dare something: the highest level alone.
    CriticalOnly,
}

/// What commonly asks for the protection of information.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Law {
    /// In Europe the GDPR.
    DataProtectionLaw,
    /// How long books and letters are kept.
    RulesForKeepingBooks,
    /// Law for energy, health, finance, transport and the like.
    SecurityLawOfOurSector,
    /// Customers had you sign what you do for security.
    SecurityTermsOfCustomers,
    /// The insurer asks for certain protection.
    TermsOfCyberInsurance,
    /// Card payments.
    RulesForPaymentCards,
}

/// Whether climate change bears on information security.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Climate {
    /// Rooms, people or cooling fail on hot days.
    HeatCould,
    /// Water or wind reaches your rooms, power or suppliers.
    FloodsOrStormsCould,
    /// Both of it.
    HeatAndFloodsCould,
    /// Thought about, and nothing found.
    NotThatWeCanSee,
}

/// What many do already, each a part of one control.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Habit {
    /// Somebody has brought data back from a copy and looked at it.
    WeTriedToRestoreABackup,
    /// A code or a key beside the password.
    ASecondStepAtSignIn,
    /// At least one page that all have seen.
    WrittenSecurityRules,
    /// What you have, and who has it.
    AListOfOurDevices,
    /// Once a year or more.
    StaffAreTrained,
    /// On all computers, kept current.
    ProtectionAgainstMalware,
    /// By themselves, or on a fixed day.
    UpdatesAreInstalled,
    /// On their last day, all of it.
    LeaversLoseTheirAccess,
    /// Doors and cabinets, and a server room where there is one.
    RoomsAreLocked,
}

impl Habit {
    /// The control it is a part of, as theme and number, and what was said.
    pub(super) fn control(self) -> ((&'static str, u32), &'static str) {
        match self {
            Habit::WeTriedToRestoreABackup => (("8.", 13), "A backup was restored once to see that it works."),
            Habit::ASecondStepAtSignIn => (("8.", 5), "A second step beside the password guards sign-in."),
            Habit::WrittenSecurityRules => (("5.", 1), "Security rules are written down."),
            Habit::AListOfOurDevices => (("5.", 9), "There is a list of devices and of who has them."),
            Habit::StaffAreTrained => (("6.", 3), "Staff are trained once a year or more."),
            Habit::ProtectionAgainstMalware => (("8.", 7), "Protection against malware runs on all computers."),
            Habit::UpdatesAreInstalled => (("8.", 8), "Updates are installed by themselves or on a fixed day."),
            Habit::LeaversLoseTheirAccess => (("5.", 18), "Who leaves loses all access on their last day."),
            Habit::RoomsAreLocked => (("7.", 2), "Rooms and cabinets are locked."),
        }
    }
}
