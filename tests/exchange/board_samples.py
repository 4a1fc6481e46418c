"""Files as retro boards export them."""

PARABOL = """\
"reflectionGroup","author","votes","prompt","type","createdAt","discussionThread","content"
"Rehearsals","Anonymous",5,"What went well?","Reflection","2026-03-24T10:00:00.000Z","","Two rehearsals on a copy of production"
"Rehearsals","Anonymous",5,"What went well?","Reflection","2026-03-24T10:01:00.000Z","","The third one, with support in the room"
"Rehearsals","Anonymous",5,"Where did you get stuck?","Reflection","2026-03-24T10:01:30.000Z","","Nobody could book the room"
"Quota","Anonymous",7,"What didn't go well?","Reflection","2026-03-24T10:02:00.000Z","","The quota of the map tiles"
"Quota","Wilma Ek",7,"","Comment","2026-03-24T10:20:00.000Z","Raise it a week before","Raise it a week before"
"Quota","Sixten Ål",7,"","Reply","2026-03-24T10:21:00.000Z","Raise it a week before","Better two"
"Quota","Wilma Ek",7,"","Task","2026-03-24T10:25:00.000Z","Order more tiles","Order more tiles"
"""

SCRUMLR = """\
note_id,author_id,author,text,column_id,column,rank,stack,voting_0,voting_1
n1,a1,Wilma Ek,Demos every Friday,c1,Glad,3,null,1,0
n2,a2,Sixten Ål,"With drivers, in the room",c1,Glad,2,n1,2,1
n3,a1,Wilma Ek,Merging on Friday evenings,c2,Stop,1,null,4,0
n4,a1,Wilma Ek,Who owns the queue?,c3,Parking lot,0,gone,0,0
"""

AZURE = """\
"Retrospectives Summary for 'Route planner' (https://boards.example.org/team#7)"


Feedback Items
Type,Description,Votes,CreatedDate,CreatedBy
"What went well","We said "no" to scope, twice",3,Tue Mar 24 2026 10:15:00 GMT+0100 (Central European Standard Time),"Wilma Ek"
"What didn't go well","The tests ran
for an hour",1,2026-03-25T08:00:00.000Z,"undefined"


Work Items
Feedback Description,Work Item Title,Work Item Type,Work Item Id,Url
"The tests ran for an hour","Split the tests",Task,123,https://boards.example.org/123
"""

RETRIUM = """\
Action Item,Date Created,Completed
Order more tiles,2026-03-24,Yes
Write down the winter closures,2026-03-25,No
"""

MENTIMETER = """\
Question 1,
Date (UTC),2026-03-24
Session,1
Type,open
Question,What helped us learn
Respondents,4
,
Responses,Upvotes
The demos,2
"Short theory,
then exercises",0
,
Question 2,
Date (UTC),2026-03-24
Session,1
Type,open
Question,How strict should we be?
Respondents,2
,
Responses,Upvotes
Not very,1
"""

MENTIMETER_BY_VOTER = """\
Note: there are more sheets in this document,,,,,,,
Each session is found on its own sheet below. There is a session for each time you have renewed these questions.,,,,,,,
Date (UTC),Session,Voter,What helped us learn: 1,Upvotes,What helped us learn: 2,Upvotes,: I can change a file
2026-03-24,1,1,The demos,2,Short theory,0,4
2026-03-24,1,2,,,The break,0,
"""

ALL = {
    "ParabolRetrospective_Routes_2026-3-24.csv": PARABOL,
    "board.csv": SCRUMLR,
    "retro.csv": AZURE,
    "actions.csv": RETRIUM,
    "Routes.csv": MENTIMETER,
    "Routes-voters.csv": MENTIMETER_BY_VOTER,
}
