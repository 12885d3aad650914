\\set a b
COPY t FROM STDIN;
1	2
\\.
SELECT E'a\'b', U&'\0041', "q""q", $1;
