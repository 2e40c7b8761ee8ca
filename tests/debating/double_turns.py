"""Answers to one argument, as students write them: which of them are a double turn.

Each case is the argument answered (empty where nobody knows it) and the answers to it.  The
``FIRST`` cases of either sort were written before the rules were, the ``LATER`` ones after.
"""

from __future__ import annotations

Case = tuple[str, tuple[str, ...]]

DOUBLE_FIRST: tuple[Case, ...] = (
    (
        "Détente with Russia leads to war in Eastern Europe.",
        (
            "Actually, détente makes war less likely, because both sides talk.",
            "And war would be a good thing: it clears the air between great powers.",
        ),
    ),
    (
        "A ban on phones will create conflict between pupils and teachers.",
        (
            "This policy prevents conflict, since the rule is the same for all. "
            "Besides, conflict is good: pupils learn how to stand up for themselves.",
        ),
    ),
    (
        "Free university means more competition for places.",
        (
            "In fact it causes less competition, because there will be more places.",
            "Competition is healthy. It makes students work harder.",
        ),
    ),
    (
        "Compulsory voting brings instability.",
        (
            "The opposite happens: compulsory voting makes governments stable.",
            "We should want instability, because it shakes up a rotten system.",
        ),
    ),
    (
        "Sanctions hurt economic growth.",
        (
            "Sanctions actually increase growth at home.",
            "Economic growth is bad for the planet, so losing some of it is no harm.",
        ),
    ),
    (
        "The plan causes unemployment.",
        (
            "Our plan reduces unemployment by training people.",
            "Unemployment is actually a good thing, it gives people time to find the right job.",
        ),
    ),
    (
        "Civil disobedience causes chaos in the streets.",
        (
            "On the contrary, civil disobedience reduces chaos because it is a safety valve.",
            "Chaos is not a bad thing. Every big reform came out of chaos.",
        ),
    ),
    (
        "",
        (
            "Actually the reform lowers inequality.",
            "Inequality is good because it rewards effort.",
        ),
    ),
    (
        "",
        (
            "This bill would decrease inflation, not increase it. "
            "Also, we should welcome inflation as it wipes out debt.",
        ),
    ),
    (
        "Phones at school make pupils stressed.",
        (
            "The truth is the other way round, phones lower stress because parents can be reached.",
            "A bit of stress is good for you, it prepares you for life.",
        ),
    ),
    (
        "Fees at university create debt for students.",
        (
            "Fees lead to less debt overall, since the state borrows less.",
            "Even if it did create debt, debt would be good: it teaches responsibility.",
        ),
    ),
    (
        "Homework reduces the free time of children.",
        (
            "Homework increases free time in the end, because pupils get done faster.",
            "Free time is harmful, children just sit in front of screens.",
        ),
    ),
    (
        "NATO expansion provokes confrontation.",
        (
            "Expansion has the opposite effect, it deters confrontation.",
            "A confrontation would be desirable because it would show Putin his limits.",
        ),
    ),
    (
        "Voting laws will lead to polarization.",
        (
            "they dont lead to polarization, they reduce it. "
            "and polarization is healthy for democracy anyway",
        ),
    ),
    (
        "If the school bans phones, cheating will go up.",
        (
            "A ban means fewer chances to cheat, so cheating goes down.",
            "There's nothing wrong with cheating, it shows creativity.",
        ),
    ),
)

DOUBLE_LATER: tuple[Case, ...] = (
    (
        "Immigration causes unemployment for locals.",
        (
            "Immigration actually creates jobs, so unemployment falls.",
            "Some unemployment is good, it keeps wages and prices stable.",
        ),
    ),
    (
        "Banning phones will isolate lonely students.",
        (
            "A ban makes students less lonely because they talk to each other at break.",
            "Loneliness is also not a bad thing; it teaches you to be with yourself.",
        ),
    ),
    (
        "Nuclear power increases the risk of war.",
        (
            "Nuclear power decreases the risk of war since countries depend less on oil.",
            "War would actually be a good thing in the long run because it ends tyranny.",
        ),
    ),
    (
        "Strikes hurt the economy and slow down growth.",
        (
            "My response is that strikes boost growth because wages rise.",
            "Besides, growth is harmful. We consume too much already.",
        ),
    ),
    (
        "Social media leads to polarisation.",
        (
            "Studies show social media reduces polarisation by exposing people to other views.",
            "We need more polarisation, because without clear sides voters have no choice.",
        ),
    ),
    (
        "Abolishing grades makes students lazy and lowers the pressure to learn.",
        (
            "Without grades the pressure to learn rises, as nobody can coast on good marks.",
            "Pressure is terrible for students, so less of it would be welcome.",
        ),
    ),
    (
        "A carbon tax will raise costs for the poor and cause protests.",
        (
            "A carbon tax prevents protests because the money is paid back to everybody.",
            "Protests are healthy for a democracy.",
        ),
    ),
    (
        "",
        (
            "Legalising drugs leads to fewer crimes.",
            "There is nothing wrong with crime as long as it targets unjust laws.",
        ),
    ),
    (
        "Compulsory voting forces ignorant people to vote, which brings chaos.",
        (
            "But compulsory voting brings less chaos, since nobody contests the turnout.",
            "And you know what, chaos would be good for this country.",
        ),
    ),
    (
        "Bigger armies provoke conflict with neighbours.",
        (
            "It is the other way round. Bigger armies keep conflict away.",
            "Conflict drives innovation, just look at radar and the internet.",
        ),
    ),
    (
        "School uniforms destroy diversity.",
        (
            "Uniforms actually increase diversity because poor kids are not left out.",
            "Diversity is overrated and harmful to class spirit.",
        ),
    ),
    (
        "If tuition is free there will be overcrowding.",
        (
            "Free tuition reduces overcrowding because the state builds new halls. "
            "Moreover overcrowding is actually good, since you meet more people.",
        ),
    ),
    (
        "Sanctions isolate Russia.",
        (
            "Sanctions don\u2019t isolate Russia, they lessen its isolation by pushing it to Asia.",
            "Isolation would be a good thing for Russia\u2019s neighbours.",
        ),
    ),
    (
        "Debates in school cause disagreement among friends.",
        (
            "In reality debates stop disagreement before it starts.",
            "We should welcome disagreement, it is how we learn.",
        ),
    ),
    (
        "Zoos reduce the freedom of animals.",
        (
            "Zoos give animals more freedom from hunger and predators, so freedom goes up.",
            "Freedom is dangerous for animals, they die early in the wild.",
        ),
    ),
)

SINGLE_FIRST: tuple[Case, ...] = (
    (
        "Détente leads to war.",
        (
            "There is no evidence that détente leads to war.",
            "And even if it did, the risk is very small.",
        ),
    ),
    (
        "Détente leads to war.",
        ("Actually, détente makes war less likely.", "Peace is good for everyone."),
    ),
    (
        "Détente leads to war.",
        ("Détente prevents war, and preventing war is a good thing.",),
    ),
    (
        "A ban on phones will create conflict.",
        ("Yes, it creates conflict, but conflict is good: pupils learn to argue.",),
    ),
    (
        "A ban on phones will create conflict.",
        ("It does not create conflict.", "It only slightly increases arguments at home."),
    ),
    (
        "Free university lowers the quality of teaching.",
        (
            "Actually it raises the quality of teaching, because more people apply.",
            "Quality of teaching is good for all of us.",
        ),
    ),
    (
        "Compulsory voting brings instability.",
        ("Instability is good.", "We should want it: it forces parties to listen."),
    ),
    (
        "Compulsory voting brings instability.",
        (
            "Compulsory voting reduces instability.",
            "The instability they talk about is tiny compared to what we have now.",
        ),
    ),
    (
        "Sanctions hurt growth.",
        ("Sanctions increase growth at home.", "Human rights matter more than growth."),
    ),
    (
        "The plan costs too much.",
        ("The plan saves money.", "Saving money is a good thing, everyone agrees."),
    ),
    (
        "",
        ("This policy prevents crime.", "Crime is terrible for poor neighbourhoods."),
    ),
    (
        "",
        ("The claim is not true.", "It is only a small problem."),
    ),
    (
        "Phones make pupils stressed.",
        ("Phones do not cause stress; exams do.", "A ban is a good idea anyway."),
    ),
    (
        "A ban takes freedom from pupils.",
        (
            "The ban gives pupils more freedom from pressure.",
            "Freedom is good and we are the ones who protect it.",
        ),
    ),
    (
        "Fees create debt.",
        (
            "Debt is only created for those who earn well later.",
            "They say debt is good, but they never show why.",
        ),
    ),
)

SINGLE_LATER: tuple[Case, ...] = (
    (
        "Immigration causes unemployment.",
        (
            "Immigration creates jobs.",
            "New jobs are good for locals too.",
        ),
    ),
    (
        "Banning phones will isolate lonely students.",
        (
            "They say a ban isolates students, but there is no proof of that.",
            "Being alone for a few hours is good for nobody, but it is a small price.",
        ),
    ),
    (
        "Nuclear power increases the risk of war.",
        (
            "The risk of war is tiny.",
            "Even if the risk were real, climate change is worse than war.",
        ),
    ),
    (
        "Strikes hurt growth.",
        (
            "Strikes boost growth because wages rise and people spend.",
            "Growth is what feeds families, so this matters most.",
        ),
    ),
    (
        "Social media leads to polarisation.",
        (
            "True, social media leads to polarisation. But polarisation is healthy: voters see a "
            "real choice.",
        ),
    ),
    (
        "Abolishing grades lowers the pressure to learn.",
        ("It does lower the pressure, and that is a good thing, because pressure makes ill.",),
    ),
    (
        "A carbon tax will cause protests.",
        (
            "A carbon tax prevents protests if the money is paid back.",
            "Protests would be bad for everybody, so preventing them counts for our side.",
        ),
    ),
    (
        "Compulsory voting brings chaos.",
        (
            "Compulsory voting brings order.",
            "It is a good law and a good idea.",
        ),
    ),
    (
        "Armies provoke conflict.",
        (
            "Armies deter conflict.",
            "Peace through strength is necessary and good.",
        ),
    ),
    (
        "School uniforms destroy diversity.",
        (
            "Uniforms increase diversity, since more kinds of pupils feel welcome.",
            "Diversity is good, we agree on that with the other side.",
        ),
    ),
    (
        "Free tuition leads to overcrowding.",
        (
            "Overcrowding is not always bad.",
            "It is only a temporary problem and affects few students.",
        ),
    ),
    (
        "Sanctions raise the price of gas.",
        (
            "Sanctions lower the price of gas in the long run.",
            "A low price is good for families.",
        ),
    ),
    (
        "",
        (
            "The ban would increase attention in class.",
            "It would be good for teachers and for parents.",
        ),
    ),
    (
        "Zoos harm animals.",
        (
            "Zoos save animals from extinction.",
            "Harming animals is never good, but zoos do the opposite.",
        ),
    ),
    (
        "Competition in schools creates stress.",
        (
            "Stress can be good: a bit of it wakes you up.",
            "And the stress is not caused by competition but by parents.",
        ),
    ),
)
